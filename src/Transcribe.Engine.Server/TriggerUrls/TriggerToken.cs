namespace Transcribe.Engine.Server.TriggerUrls;

/// <summary>What a link says, sealed: which instance it is for, and what it does there.</summary>
/// <param name="WorkflowInstanceId">The instance.</param>
/// <param name="BookmarkId">The bookmark that it resumes; null: it tells of an event.</param>
/// <param name="EventName">The event; null: it resumes a bookmark.</param>
/// <param name="ExpiresAt">The moment from which it no longer works.</param>
internal sealed record TriggerToken(string WorkflowInstanceId, string? BookmarkId, string? EventName, DateTimeOffset ExpiresAt);

/// <summary>A link does not work; the message is for whoever followed it.</summary>
internal sealed class TriggerUrlException(int status, string message) : Exception(message)
{
    /// <summary>The status of the answer.</summary>
    public int Status { get; } = status;
}
