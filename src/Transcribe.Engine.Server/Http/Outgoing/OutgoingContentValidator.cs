using System.Text.Json;
using Transcribe.Engine.Authoring;
using Transcribe.Engine.Definitions;

namespace Transcribe.Engine.Server.Http;

/// <summary>Says where a request is given a body that is not sent: it takes a content type too.</summary>
internal sealed class OutgoingContentValidator : IDefinitionValidator
{
    public IEnumerable<DefinitionProblem> Validate(WorkflowGraph graph) =>
        from node in graph.Nodes
        let body = node.Activity switch
        {
            SendHttpRequestBase send => (Content: (Input?)send.Content, Type: (Input?)send.ContentType),
            DownloadHttpFile download => (download.RequestContent, download.RequestContentType),
            _ => default,
        }
        where IsGiven(body.Content) && !IsGiven(body.Type)
        select new DefinitionProblem(node.Activity.Name ?? node.Activity.Id, "ContentType", "It has none, so the content of the request is not sent.") { IsWarning = true };

    // What an expression comes to is not known before it runs.
    private static bool IsGiven(Input? input) => input?.Expression is { } expression && expression.Value switch
    {
        null or JsonElement { ValueKind: JsonValueKind.Null or JsonValueKind.Undefined } => false,
        string text => text.Length > 0,
        JsonElement { ValueKind: JsonValueKind.String } text => text.GetString()!.Length > 0,
        _ => true,
    };
}
