using Transcribe.Engine.Authoring;

namespace Transcribe.Engine.Execution;

/// <summary>What a burst begins with. With neither a bookmark nor queued work in the state, the workflow starts.</summary>
public sealed class BurstRequest
{
    /// <summary>The bookmark to resume.</summary>
    public string? BookmarkId { get; init; }

    /// <summary>The activity to run, instead of the workflow from its start.</summary>
    public ActivityHandle? ActivityHandle { get; init; }

    /// <summary>The trigger that starts the workflow.</summary>
    public string? TriggerActivityId { get; init; }

    /// <summary>The input of the burst.</summary>
    public IDictionary<string, object>? Input { get; init; }

    /// <summary>Whether it repeats what a crash or shutdown interrupted.</summary>
    public bool IsRecovery { get; init; }
}

/// <summary>A commit failed, so the burst cannot go on: what it did since its last commit is not recorded.</summary>
public sealed class CommitFailedException(string message, Exception innerException) : Exception(message, innerException)
{
}
