using Transcribe.Engine.Activities;

namespace Transcribe.Engine.Definitions;

/// <summary>
/// Says where a flowchart lets a failure pass: with nothing connected to the outcome that tells of it, the run ends there as finished, and
/// neither its error workflow nor a person hears of it. It may be meant so, so it keeps no version from being published.
/// </summary>
internal sealed class OpenFailureValidator : IDefinitionValidator
{
    public IEnumerable<DefinitionProblem> Validate(WorkflowGraph graph) =>
        from node in graph.Nodes
        where !node.IsNested && node.Descriptor.FailureOutcomes.Count > 0 && node.Parent?.Activity is Flowchart
        let open = OpenOutcomes(node, (Flowchart)node.Parent!.Activity)
        where open.Count > 0
        select new DefinitionProblem(node.DisplayName, null, Message(open)) { IsWarning = true };

    private static List<string> OpenOutcomes(ActivityNode node, Flowchart chart) => [.. node.Descriptor.FailureOutcomes
        .Where(outcome => chart.Connections.All(connection => connection.Source.Activity != node.Activity.Id || connection.Source.Port != outcome))];

    private static string Message(List<string> open)
    {
        var names = open.ConvertAll(outcome => $"'{outcome}'");
        var all = names is [var single] ? single : $"{string.Join(", ", names.SkipLast(1))} and {names[^1]}";
        return $"Nothing is connected to {all}: a run that comes there ends as finished, and nobody is told. Connect what is to happen, a Fault to make the run fail, or an End if that is meant.";
    }
}
