namespace Transcribe.Activities.Approval;

/// <summary>A text that somebody is asked to approve. The row settles who was first, and keeps a decision until the run has it.</summary>
internal sealed class ApprovalRecord
{
    public required string Id { get; init; }

    public required string Title { get; init; }

    /// <summary>As it was asked, in Markdown.</summary>
    public required string Text { get; init; }

    public bool MayEdit { get; init; }

    public ApprovalState State { get; set; }

    public DateTimeOffset CreatedAt { get; init; }

    /// <summary>From then on nobody can decide.</summary>
    public DateTimeOffset ExpiresAt { get; init; }

    public required string WorkflowInstanceId { get; init; }

    /// <summary>The connection whose buttons may decide; null: none.</summary>
    public string? SlackConnection { get; init; }

    /// <summary>The delivery whose message says what became of it once it is closed; null: there is none, or it says so already.</summary>
    public string? SlackDeliveryId { get; set; }

    public DateTimeOffset? ClosedAt { get; set; }

    /// <summary>Who decided, as far as that is known.</summary>
    public string? DecidedBy { get; set; }

    public string? Comment { get; set; }

    /// <summary>The text as it was approved; null: as it was asked.</summary>
    public string? EditedText { get; set; }

    /// <summary>A run waits for the end and was not told of it.</summary>
    public bool IsAwaited { get; set; }
}

/// <summary>Where the asking stands.</summary>
internal enum ApprovalState
{
    /// <summary>Nobody has decided yet.</summary>
    Open,

    /// <summary>Somebody approved.</summary>
    Approved,

    /// <summary>Somebody refused.</summary>
    Refused,

    /// <summary>Nobody decided in time.</summary>
    TimedOut,

    /// <summary>Nobody needs to decide any more: the run was cancelled, or nobody could be asked.</summary>
    Withdrawn,
}

/// <summary>What somebody decided.</summary>
/// <param name="State">Approved or refused.</param>
/// <param name="By">Who, as far as that is known.</param>
/// <param name="Comment">What they say about it.</param>
/// <param name="EditedText">The text as they want it; null: as it is.</param>
internal sealed record Decision(ApprovalState State, string? By, string? Comment, string? EditedText);
