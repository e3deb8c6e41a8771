using Transcribe.Engine.Execution;

namespace Transcribe.Engine.Definitions;

/// <summary>Says where samples are pinned, and what of them no run would take; neither keeps a version from being published.</summary>
internal sealed class SampleValidator : IDefinitionValidator
{
    public IEnumerable<DefinitionProblem> Validate(WorkflowGraph graph) => graph.Nodes.Where(node => !node.IsNested).SelectMany(node =>
        node.Activity.CustomProperties.TryGetValue(PinnedSample.PropertyName, out var pinned) && pinned is not null
            ? MessagesOf(node).Select(message => new DefinitionProblem(node.DisplayName, PinnedSample.PropertyName, message) { IsWarning = true })
            : []);

    private static IEnumerable<string> MessagesOf(ActivityNode node)
    {
        if (node.Sample is not { } sample)
        {
            yield return "Its sample cannot be read: it must be an object with 'outcomes' and 'outputs'.";
            yield break;
        }

        foreach (var name in sample.Outputs.Keys.Where(name => node.Descriptor.Outputs.All(output => output.Name != name)))
            yield return $"Its sample gives '{name}', which this activity does not give.";

        yield return "It has a pinned sample, which test runs take instead of executing it. A run of the published version executes it.";
    }
}
