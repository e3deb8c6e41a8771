using Microsoft.Extensions.Logging;
using Transcribe.Activities.Engines;

namespace Transcribe.Activities.Approval.Deciding;

/// <summary>Takes what people decide, by whatever way it comes.</summary>
internal sealed class ApprovalDecisions(ApprovalStore store, IWaitingRuns runs, ILogger<ApprovalDecisions> logger)
{
    /// <summary>Decides, durably; the run goes on a moment later.</summary>
    /// <param name="approval">What is decided.</param>
    /// <param name="decision">How.</param>
    /// <param name="way">By what, for the log.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public async Task<DecisionResult> DecideAsync(ApprovalRecord approval, Decision decision, string way, CancellationToken cancellationToken)
    {
        if (approval.State == ApprovalState.Open && !await runs.GoesOnAsync(approval.WorkflowInstanceId, cancellationToken))
            return DecisionResult.RunEnded;

        if (!await store.DecideAsync(approval.Id, decision, cancellationToken))
            return DecisionResult.TooLate;

        logger.ApprovalDecided(approval.Id, decision.State, way);
        return DecisionResult.Taken;
    }
}

/// <summary>What became of a decision.</summary>
internal enum DecisionResult
{
    /// <summary>It counts.</summary>
    Taken,

    /// <summary>Somebody was first, the time is up, or the run was cancelled: the row says which.</summary>
    TooLate,

    /// <summary>The run has ended otherwise, and nobody waits.</summary>
    RunEnded,
}
