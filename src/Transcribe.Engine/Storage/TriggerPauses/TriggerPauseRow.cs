namespace Transcribe.Engine.Storage;

/// <summary>Remembers that what starts a workflow is paused because it fails.</summary>
public sealed class TriggerPauseRow
{
    /// <summary>The workflow.</summary>
    public required string DefinitionId { get; init; }

    /// <summary>The version that fails; publishing another one ends the pause.</summary>
    public required string DefinitionVersionId { get; init; }

    /// <summary>Since when.</summary>
    public DateTimeOffset PausedAt { get; init; }

    /// <summary>How many of its last runs failed.</summary>
    public int Failed { get; init; }

    /// <summary>How many runs that was of.</summary>
    public int Runs { get; init; }

    /// <summary>The run that failed last.</summary>
    public required string LastInstanceId { get; init; }

    /// <summary>Why, in one sentence.</summary>
    public string Explain() => $"{Failed} of its last {Runs} runs failed, so what starts it is paused until somebody resumes it or publishes a new version.";
}
