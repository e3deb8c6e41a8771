using Transcribe.Engine.Authoring;

namespace Transcribe.Engine.Definitions;

/// <summary>The converters that outputs go through.</summary>
internal sealed class OutputConverterValidator(IEnumerable<IOutputConverter> converters) : IDefinitionValidator
{
    public IEnumerable<DefinitionProblem> Validate(WorkflowGraph graph) =>
        from node in graph.Nodes
        from output in node.Descriptor.Outputs
        let chosen = output.Read(node.Activity)?.Converter
        where chosen is not null && converters.All(converter => converter.Id != chosen.Id)
        select new DefinitionProblem(node.Activity.Name ?? node.Activity.Id, output.Name, $"There is no output converter '{chosen.Id}'.");
}
