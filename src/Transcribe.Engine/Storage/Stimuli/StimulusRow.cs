namespace Transcribe.Engine.Storage;

/// <summary>A stimulus that found nobody and is kept until its waiter comes or it expires.</summary>
public sealed class StimulusRow
{
    /// <summary>The stimulus' id.</summary>
    public required string Id { get; init; }

    /// <summary>The hash of name and payload.</summary>
    public required string Hash { get; init; }

    /// <summary>Only this instance; null: any.</summary>
    public string? WorkflowInstanceId { get; init; }

    /// <summary>Only instances with this correlation id; null: any.</summary>
    public string? CorrelationId { get; init; }

    /// <summary>Only this execution of an activity; null: any.</summary>
    public string? ActivityInstanceId { get; init; }

    /// <summary>The input that it carries, as JSON; null: none.</summary>
    public string? Input { get; init; }

    /// <summary>When it arrived.</summary>
    public DateTimeOffset CreatedAt { get; init; }

    /// <summary>When it is given up, unless a waiter was found.</summary>
    public DateTimeOffset ExpiresAt { get; init; }

    /// <summary>
    /// The bookmark that it was assigned to. The row goes in the transaction that resumes that bookmark, so a crash in between loses
    /// nothing and doubles nothing. Null: no waiter yet.
    /// </summary>
    public string? BookmarkId { get; init; }
}
