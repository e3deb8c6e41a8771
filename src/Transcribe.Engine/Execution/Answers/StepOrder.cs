using Transcribe.Engine.Activities;
using Transcribe.Engine.Definitions;

namespace Transcribe.Engine.Execution;

/// <summary>Which activity of a graph can come after which.</summary>
internal static class StepOrder
{
    /// <summary>Whether a way leads from one activity to another that is not inside it.</summary>
    public static bool Leads(ActivityNode from, ActivityNode to)
    {
        var (above, below) = (PathOf(from), PathOf(to));
        var common = 0;
        while (common < above.Count && common < below.Count && above[common] == below[common])
            common++;

        return common < above.Count && common < below.Count && LeadsBeside(above[common], below[common]);
    }

    /// <summary>Whether an activity is another one, or inside it.</summary>
    public static bool IsWithin(ActivityNode node, ActivityNode outer) => PathOf(node).Contains(outer);

    /// <summary>The same for two activities in one container.</summary>
    public static bool LeadsBeside(ActivityNode from, ActivityNode to) => from.Parent?.Activity switch
    {
        Flowchart chart => IsReachable(chart, from.Activity.Id, to.Activity.Id),
        Sequence => from.Position < to.Position,
        _ => !RunsSideBySide(from.Parent),
    };

    /// <summary>Whether what a container holds runs side by side, turns of the same activity included.</summary>
    public static bool RunsSideBySide(ActivityNode? container) => container?.Activity is Activities.Parallel or ParallelForEach or Fork or Switch;

    private static bool IsReachable(Flowchart chart, string from, string to)
    {
        var seen = new HashSet<string>(StringComparer.Ordinal);
        var open = new Stack<string>([from]);
        while (open.TryPop(out var place))
        {
            foreach (var next in chart.Connections.Where(connection => connection.Source.Activity == place).Select(connection => connection.Target.Activity))
            {
                if (next == to)
                    return true;
                if (seen.Add(next))
                    open.Push(next);
            }
        }

        return false;
    }

    private static List<ActivityNode> PathOf(ActivityNode node)
    {
        var path = new List<ActivityNode>();
        for (var current = node; current is not null; current = current.Parent)
            path.Insert(0, current);
        return path;
    }
}
