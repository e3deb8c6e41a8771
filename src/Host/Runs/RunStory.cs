namespace Transcribe.Workflows.Host.Runs;

/// <summary>What happened in a run, as one would tell it.</summary>
/// <param name="InstanceId">The run.</param>
/// <param name="Workflow">The workflow's name.</param>
/// <param name="Status">Where it stands: <c>running</c>, <c>waiting</c>, <c>finished</c>, <c>failed</c> or <c>cancelled</c>.</param>
/// <param name="Summary">One sentence.</param>
/// <param name="StartedAt">When it began.</param>
/// <param name="FinishedAt">When it ended.</param>
/// <param name="CostUsd">What its transcriptions cost so far, in US dollars.</param>
/// <param name="Steps">Its steps in order.</param>
public sealed record RunStory(
    string InstanceId, string Workflow, string Status, string Summary, DateTimeOffset StartedAt, DateTimeOffset? FinishedAt, decimal CostUsd, IReadOnlyList<RunStep> Steps)
{
    /// <summary>When it is tried again; null: it does not wait for that.</summary>
    public DateTimeOffset? RetryAt { get; init; }

    /// <summary>The run that it replays; null: none.</summary>
    public string? ReplayOf { get; init; }

    /// <summary>The step from which on it does; those before it are answered from the replayed run.</summary>
    public string? ReplayFrom { get; init; }

    /// <summary>Whether pinned samples answer the steps that have one.</summary>
    public bool IsTest { get; init; }
}

/// <summary>One step of a run.</summary>
/// <param name="Name">Its name on the canvas.</param>
/// <param name="At">When it began.</param>
/// <param name="Seconds">How long it took; null: it has not ended.</param>
/// <param name="Status">Where it stands: <c>done</c>, <c>waiting</c>, <c>running</c>, <c>failed</c> or <c>cancelled</c>.</param>
/// <param name="Outcome">How it ended.</param>
/// <param name="Facts">What is worth knowing.</param>
/// <param name="Error">What went wrong.</param>
public sealed record RunStep(
    string Name, DateTimeOffset At, double? Seconds, string Status, string? Outcome, IReadOnlyDictionary<string, string> Facts, string? Error)
{
    /// <summary>How far a batch is; null: the step is none.</summary>
    public StepProgress? Progress { get; init; }
}

/// <summary>How far a step with many recordings is.</summary>
/// <param name="Total">How many recordings.</param>
/// <param name="Done">How many have ended, well or not.</param>
/// <param name="Failed">How many of those failed or were left out.</param>
public sealed record StepProgress(int Total, int Done, int Failed);
