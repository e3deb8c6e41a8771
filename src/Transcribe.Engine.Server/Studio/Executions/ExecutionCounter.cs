using Transcribe.Engine.Authoring;
using Transcribe.Engine.Storage;

namespace Transcribe.Engine.Server.Studio;

/// <summary>Counts the executions of one run by activity: what the badges of the designer's nodes show.</summary>
internal sealed class ExecutionCounter(IInstanceStore instances, IJournalStore journal)
{
    /// <summary>The executions of a run, at some places in the graph or at all, each place once.</summary>
    public async Task<IReadOnlyList<ExecutionCount>> CountAsync(string instanceId, IReadOnlyCollection<string> nodeIds, CancellationToken cancellationToken)
    {
        var instance = await instances.FindAsync(instanceId, cancellationToken);
        var tallies = await journal.CountExecutionsAsync(instanceId, nodeIds, cancellationToken);
        return [.. tallies.GroupBy(tally => tally.ActivityNodeId, StringComparer.Ordinal).Select(place => Of([.. place], instance?.SubStatus))];
    }

    private static ExecutionCount Of(IReadOnlyList<ExecutionTally> tallies, WorkflowSubStatus? run)
    {
        var completed = tallies.Where(tally => tally.Status == ActivityStatus.Completed).Sum(tally => tally.Count);
        var all = tallies.Sum(tally => tally.Count);
        return new ExecutionCount
        {
            ActivityId = tallies[0].ActivityId,
            ActivityNodeId = tallies[0].ActivityNodeId,
            StartedCount = all,
            CompletedCount = completed,
            UncompletedCount = all - completed,
            IsBlocked = tallies.Any(tally => tally.Waiting > 0 && Outcome.Of(tally.Status, tally.Faults, run) == ActivityStatus.Running),
            IsFaulted = tallies.Any(tally => Outcome.Of(tally.Status, tally.Faults, run) == ActivityStatus.Faulted),
            AggregateFaultCount = tallies.Sum(tally => tally.Faults),
        };
    }
}
