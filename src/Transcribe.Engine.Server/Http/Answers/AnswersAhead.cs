using Transcribe.Engine.Activities;
using Transcribe.Engine.Authoring;
using Transcribe.Engine.Definitions;
using Transcribe.Engine.Runtime;
using Transcribe.Engine.State;

namespace Transcribe.Engine.Server.Http;

/// <summary>Finds runs that wait for something before they come to their answer, such as a job for a place in a full queue.</summary>
internal sealed class AnswersAhead(DefinitionCatalog catalog)
{
    /// <summary>Whether an answer lies between where a run waits and its end. One that waits for another request answers that one.</summary>
    public async Task<bool> IsAwaitedAsync(WorkflowState run, CancellationToken cancellationToken)
    {
        if (run.Status != WorkflowStatus.Running || run.Bookmarks.Any(bookmark => bookmark.Name == HttpEndpointStimulus.Name))
            return false;

        return await catalog.FindGraphAsync(run.DefinitionVersionId, cancellationToken) is { } graph
            && run.Bookmarks.Select(bookmark => graph.FindNode(bookmark.ActivityNodeId)).OfType<ActivityNode>().Any(LiesAhead);
    }

    private static bool LiesAhead(ActivityNode waiting)
    {
        for (var node = waiting; node.Parent is { } parent; node = parent)
        {
            if (Ahead(node, parent).Any(HasAnswer))
                return true;
        }

        return false;
    }

    // A loop may come to the same part again; of what else holds activities nobody knows what comes next.
    private static IEnumerable<ActivityNode> Ahead(ActivityNode node, ActivityNode parent) => parent.Activity switch
    {
        Flowchart chart => Connected(node, parent, chart),
        Sequence => parent.Children.SkipWhile(child => child != node).Skip(1),
        Loop => [node],
        _ => [],
    };

    private static List<ActivityNode> Connected(ActivityNode from, ActivityNode parent, Flowchart chart)
    {
        var found = new List<ActivityNode>();
        var open = new Queue<ActivityNode>([from]);
        while (open.TryDequeue(out var node))
        {
            var targets = chart.Connections.Where(connection => connection.Source.Activity == node.Activity.Id).Select(connection => connection.Target.Activity);
            foreach (var next in parent.Children.Where(child => targets.Contains(child.Activity.Id) && !found.Contains(child)))
            {
                found.Add(next);
                open.Enqueue(next);
            }
        }

        return found;
    }

    private static bool HasAnswer(ActivityNode node) => node.Activity is WriteHttpResponse or WriteFileHttpResponse || node.Children.Any(HasAnswer);
}
