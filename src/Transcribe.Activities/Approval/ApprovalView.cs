using Transcribe.Activities.Approval.Asking;

namespace Transcribe.Activities.Approval;

/// <summary>What waits for a decision, as the API shows it.</summary>
/// <param name="Id">The approval.</param>
/// <param name="Title">What is to be approved.</param>
/// <param name="WorkflowInstanceId">The run that waits.</param>
/// <param name="CreatedAt">When it was asked.</param>
/// <param name="ExpiresAt">Until when somebody can decide.</param>
/// <param name="Link">Where the caller can decide; what they decide is theirs.</param>
public sealed record ApprovalView(string Id, string Title, string WorkflowInstanceId, DateTimeOffset CreatedAt, DateTimeOffset ExpiresAt, string Link)
{
    private const int MaxTake = 200;

    internal static async Task<IEnumerable<ApprovalView>> ListAsync(ApprovalStore store, ApprovalLinks links, string? caller, CancellationToken cancellationToken) =>
        from approval in await store.ListOpenAsync(MaxTake, cancellationToken)
        select new ApprovalView(approval.Id, approval.Title, approval.WorkflowInstanceId, approval.CreatedAt, approval.ExpiresAt, links.PathOf(approval, caller));
}
