namespace Transcribe.Engine.Runtime;

/// <summary>
/// Runs again what has ended, from any of its steps and with the newest version: a new run, in which every step that had completed and does not lie behind
/// the chosen one is answered from its record. A run of a test is tested again: with the latest version, published or not.
/// </summary>
public interface IReplays
{
    /// <summary>The steps of a run, and which of them a replay can start from; null: there is no such run.</summary>
    /// <exception cref="DefinitionNotFoundException">Its workflow is gone.</exception>
    Task<ReplayChoices?> LookAsync(string workflowInstanceId, CancellationToken cancellationToken = default);

    /// <summary>What a replay would do; null: there is no such run.</summary>
    /// <param name="workflowInstanceId">The run.</param>
    /// <param name="from">The step: an execution's id, or an activity's id or name; null: the first one that failed.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <exception cref="ReplayRefusedException">It cannot be replayed from there; the message says why, and from where it can.</exception>
    /// <exception cref="DefinitionNotFoundException">Its workflow is gone.</exception>
    Task<ReplayPreview?> PreviewAsync(string workflowInstanceId, string? from, CancellationToken cancellationToken = default);

    /// <summary>Starts a replay in the background, durably.</summary>
    /// <returns>What it does, with the new run's id; null: there is no such run.</returns>
    /// <inheritdoc cref="PreviewAsync"/>
    /// <exception cref="ActivationRefusedException">Its activation strategy or limit does not allow it beside what is running.</exception>
    Task<ReplayPreview?> StartAsync(string workflowInstanceId, string? from, CancellationToken cancellationToken = default);
}

/// <summary>What a run can be replayed from.</summary>
/// <param name="DefinitionId">The workflow.</param>
/// <param name="Name">What people call it.</param>
/// <param name="Version">The number of the version that a replay runs.</param>
/// <param name="IsTest">Whether the replay is a test run.</param>
/// <param name="From">The execution that a replay starts from unless another is named; null: one must be.</param>
/// <param name="Steps">Its steps in their order.</param>
public sealed record ReplayChoices(string DefinitionId, string Name, int Version, bool IsTest, string? From, IReadOnlyList<ReplayChoice> Steps);

/// <summary>A step of a run.</summary>
/// <param name="Id">The execution.</param>
/// <param name="ActivityId">The activity.</param>
/// <param name="Name">What people call it.</param>
/// <param name="Turn">Which execution of this activity it is, from 1.</param>
/// <param name="Status">How it ended.</param>
/// <param name="Outcomes">Its outcomes.</param>
/// <param name="StartedAt">When it began.</param>
/// <param name="Pinned">Where its answer came from; null: it was executed.</param>
/// <param name="IsKnown">Whether the version that a replay runs has it.</param>
public sealed record ReplayChoice(
    string Id, string ActivityId, string Name, int Turn, Authoring.ActivityStatus Status, IReadOnlyList<string> Outcomes, DateTimeOffset StartedAt, string? Pinned, bool IsKnown);

/// <summary>What a replay does.</summary>
/// <param name="ActivityId">The activity from which on it executes.</param>
/// <param name="From">What people call that.</param>
/// <param name="Version">The number of the version that runs.</param>
/// <param name="Answered">The steps that are answered from the replayed run, in their order.</param>
public sealed record ReplayPreview(string ActivityId, string From, int Version, IReadOnlyList<string> Answered)
{
    /// <summary>The new run; null: it was not started.</summary>
    public string? WorkflowInstanceId { get; init; }
}

/// <summary>A run cannot be replayed as asked for; the message says why and what can be done. Nothing was started.</summary>
public sealed class ReplayRefusedException(string message) : Exception(message);
