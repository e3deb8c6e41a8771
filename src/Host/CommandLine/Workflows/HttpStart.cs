using System.Text.Json;
using System.Text.Json.Nodes;

namespace Transcribe.Workflows.Host.CommandLine.Workflows;

/// <summary>The request that starts a workflow which begins with an HTTP endpoint.</summary>
/// <param name="Method">Its method.</param>
/// <param name="Path">Its path below the base path of workflows.</param>
internal sealed record HttpStart(HttpMethod Method, string Path)
{
    /// <summary>The server starts or resumes the run under the id that this header names.</summary>
    public const string InstanceHeader = "X-Workflow-Instance-ID";

    private const string BasePath = "/workflows/";

    /// <summary>Whether a pinned sample stands for the request in test runs.</summary>
    public bool HasSample { get; private init; }

    /// <summary>How a definition wants to be started; null: not by a request whose path is known beforehand.</summary>
    public static HttpStart? Of(JsonObject definition)
    {
        var starts = (definition["root"]?["activities"] as JsonArray)?.OfType<JsonObject>()
            .Where(activity => activity["customProperties"]?["canStartWorkflow"]?.GetValueKind() == JsonValueKind.True).ToList();
        if (starts is not [var start] || start["type"]?.ToString() != "Elsa.HttpEndpoint" || Literal(start["path"]) is not { } path)
            return null;

        return new HttpStart(MethodOf(start["supportedMethods"]), BasePath + path.TrimStart('/')) { HasSample = start["customProperties"]?["pinned"] is JsonObject };
    }

    /// <summary>The same at another address.</summary>
    public HttpStart At(string address) => this with { Path = $"{address}/{Path[BasePath.Length..]}" };

    /// <summary>The request with its inputs: a JSON body, or a query where the method has no body.</summary>
    public HttpRequestMessage With(JsonObject inputs, string instanceId)
    {
        var hasBody = Method != HttpMethod.Get && Method != HttpMethod.Head && Method != HttpMethod.Delete;
        var request = new HttpRequestMessage(Method, hasBody ? Path : Path + QueryString.Create(inputs.Select(input => KeyValuePair.Create(input.Key, input.Value?.ToString()))))
        {
            Content = hasBody ? JsonContent.Create(inputs) : null,
        };
        request.Headers.Add(InstanceHeader, instanceId);
        return request;
    }

    private static HttpMethod MethodOf(JsonNode? methods)
    {
        try
        {
            return new HttpMethod((JsonNode.Parse(Literal(methods) ?? "[]") as JsonArray)?.FirstOrDefault()?.ToString() ?? "GET");
        }
        catch (JsonException)
        {
            return HttpMethod.Get;
        }
    }

    private static string? Literal(JsonNode? input) => input?["expression"] is JsonObject expression && expression["type"]?.ToString() is "Literal" or "Object"
        ? expression["value"]?.ToString()
        : null;
}
