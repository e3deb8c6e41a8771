using Transcribe.Engine.Authoring;
using Transcribe.Engine.Definitions;
using Transcribe.Engine.State;
using Transcribe.Engine.Storage;

namespace Transcribe.Engine.Runtime;

/// <summary>
/// What the end of a run brings about: its parent is told, and its error workflow when it has failed, both in the transaction of the end; and it
/// counts for whether its workflow fails too often.
/// <para>
/// A test or a replay is looked at by the one who started it: its failure is told nobody, and its end says nothing of how the workflow does.
/// </para>
/// </summary>
internal sealed class RunEnds(ParentNotice notice, ErrorWorkflows errors, FailingWorkflows failing)
{
    /// <summary>What is written with a commit; a run that has not ended brings nothing about.</summary>
    public async ValueTask<CommitEffects> OfAsync(WorkflowState run, WorkflowGraph graph, bool tellsParent, CancellationToken cancellationToken) =>
        run.Status == WorkflowStatus.Running
            ? default
            : new CommitEffects(Notice: tellsParent ? notice.Of(run) : null, Started: IsTrial(run) ? null : await errors.OfAsync(run, graph, cancellationToken));

    /// <summary>Takes note of an end that is durable.</summary>
    public void Note(WorkflowState run, WorkflowGraph graph)
    {
        if (!IsTrial(run))
            failing.Note(run, graph.Workflow);
    }

    private static bool IsTrial(WorkflowState run) => run.Properties.ContainsKey(RunProperties.Test) || run.Properties.ContainsKey(RunProperties.ReplayOf);
}
