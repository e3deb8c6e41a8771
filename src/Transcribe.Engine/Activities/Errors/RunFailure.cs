namespace Transcribe.Engine.Activities;

/// <summary>
/// What an error workflow is told of a failed run, or of a workflow that was paused because it fails. What the run was given is not among it:
/// that may be private. A persisted contract: members may be added, never renamed.
/// </summary>
public sealed record RunFailure
{
    /// <summary>The workflow's name; its id where it has none.</summary>
    public required string Workflow { get; init; }

    /// <summary>The workflow's id.</summary>
    public required string DefinitionId { get; init; }

    /// <summary>The version that ran.</summary>
    public int Version { get; init; }

    /// <summary>The run.</summary>
    public required string RunId { get; init; }

    /// <summary>The run's own name; null: it has none.</summary>
    public string? RunName { get; init; }

    /// <summary>What relates the run to the world outside; null: nothing.</summary>
    public string? CorrelationId { get; init; }

    /// <summary>The step that failed; <c>Workflow1</c> where the run failed as a whole, such as at a limit.</summary>
    public string? ActivityId { get; init; }

    /// <summary>The step's name on the canvas; its id where it has none.</summary>
    public string? ActivityName { get; init; }

    /// <summary>The step's type, such as <c>Transcribe.Summarize</c>.</summary>
    public string? ActivityType { get; init; }

    /// <summary>What went wrong.</summary>
    public required string Message { get; init; }

    /// <summary>When.</summary>
    public DateTimeOffset At { get; init; }

    /// <summary>Whether it was a fault that may pass by itself.</summary>
    public bool IsTransient { get; init; }

    /// <summary>How many attempts were made, the first one counted.</summary>
    public int Attempts { get; init; }

    /// <summary>Where the run can be looked at; null: this host has no such place.</summary>
    public string? Link { get; init; }

    /// <summary>Whether this says that what starts the workflow is paused because it fails; the run is then the last that failed.</summary>
    public bool IsPause { get; init; }
}
