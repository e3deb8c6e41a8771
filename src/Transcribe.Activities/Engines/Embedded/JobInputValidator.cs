using System.Reflection;
using System.Text.Json;
using Transcribe.Activities.Transcription;
using Transcribe.Engine.Definitions;

namespace Transcribe.Activities.Engines;

/// <summary>Publishing a workflow fails where a step was given no job to work on; a draft may have none yet.</summary>
internal sealed class JobInputValidator : IDefinitionValidator
{
    public IEnumerable<DefinitionProblem> Validate(WorkflowGraph graph) =>
        from node in graph.Nodes
        from input in node.Activity.GetType().GetProperties()
        where input.GetCustomAttribute<NamesJobAttribute>() is not null && IsEmpty((Input?)input.GetValue(node.Activity))
        select new DefinitionProblem(node.Activity.Name ?? node.Activity.Id, input.Name, new MissingJobException(input.Name).Message);

    // What comes from a document is JSON, what comes from code is not.
    private static bool IsEmpty(Input? input) => input?.Expression?.Value switch
    {
        null or JsonElement { ValueKind: JsonValueKind.Null or JsonValueKind.Undefined } => true,
        string text => string.IsNullOrWhiteSpace(text),
        JsonElement { ValueKind: JsonValueKind.String } json => string.IsNullOrWhiteSpace(json.GetString()),
        _ => false,
    };
}
