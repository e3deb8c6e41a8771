namespace Transcribe.Engine.Execution;

/// <summary>Why a run waits to be tried again. A persisted contract: members may be added, never renamed.</summary>
/// <param name="Attempt">The attempt that comes; the first one of a run is 1.</param>
/// <param name="Attempts">How many there are at most.</param>
/// <param name="ActivityId">What has faulted.</param>
/// <param name="ActivityName">Its name on the canvas; null: it has none.</param>
/// <param name="Message">What went wrong.</param>
public sealed record RetryWaitPayload(int Attempt, int Attempts, string ActivityId, string? ActivityName, string Message)
{
    /// <summary>The name of the bookmark that has it.</summary>
    public const string BookmarkName = RetryWait.BookmarkName;
}
