using System.Globalization;

namespace Transcribe.Activities.Approval.Asking;

/// <summary>What became of an approval, in words for everybody who was asked.</summary>
internal static class ApprovalWords
{
    /// <summary>A moment that nobody misreads: <c>5 March 2026, 14:30 UTC</c>.</summary>
    public static string Moment(DateTimeOffset moment) => moment.UtcDateTime.ToString("d MMMM yyyy, HH:mm 'UTC'", CultureInfo.InvariantCulture);

    /// <summary>One sentence.</summary>
    public static string Outcome(ApprovalRecord approval) => approval.State switch
    {
        ApprovalState.Approved when approval.EditedText is not null => $"Approved with changes{By(approval)}, {At(approval)}.",
        ApprovalState.Approved => $"Approved{By(approval)}, {At(approval)}.",
        ApprovalState.Refused => $"Refused{By(approval)}, {At(approval)}.",
        ApprovalState.Withdrawn => $"Nobody needs to decide any more: the run was cancelled, {At(approval)}.",
        _ => $"Nobody decided until {Moment(approval.ExpiresAt)}.",
    };

    private static string By(ApprovalRecord approval) => approval.DecidedBy is null ? string.Empty : $" by {approval.DecidedBy}";

    private static string At(ApprovalRecord approval) => Moment(approval.ClosedAt ?? approval.ExpiresAt);
}
