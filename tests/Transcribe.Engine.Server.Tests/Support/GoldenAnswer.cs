using System.Text;
using System.Text.Json.Nodes;

namespace Transcribe.Engine.Server.Tests.Support;

/// <summary>A request to a real upstream server and what it answered; the files in <c>Golden</c> are recordings.</summary>
internal sealed class GoldenAnswer
{
    private readonly JsonNode _request;
    private readonly JsonNode _response;

    private GoldenAnswer(JsonNode exchange) => (_request, _response) = (exchange["request"]!, exchange["response"]!);

    public int Status => (int)_response["status"]!;

    public JsonNode? Body => _response["body"];

    public JsonNode? RequestBody => _request["body"];

    public string? Header(string name) => (string?)_response["headers"]![name];

    public static GoldenAnswer Read(string name) => new(ReadJson(name));

    /// <summary>The messages that a recorded connection carried.</summary>
    public static IReadOnlyList<JsonNode> ReadFrames(string name) => [.. ReadJson(name).AsArray().Select(frame => frame!["message"]!)];

    /// <summary>The same request, with ids of here instead of ids of there.</summary>
    public HttpRequestMessage ToRequest(IEnumerable<KeyValuePair<string, string>>? ids = null)
    {
        var request = new HttpRequestMessage(new HttpMethod((string)_request["method"]!), Replace((string)_request["path"]!));
        if (RequestBody is { } body)
            request.Content = new StringContent(body is JsonValue ? "{b" : Replace(body.ToJsonString()), Encoding.UTF8, "application/json");
        return request;

        string Replace(string text) => (ids ?? []).Aggregate(text, (replaced, id) => replaced.Replace(id.Key, id.Value));
    }

    /// <summary>The folders of a folder of recordings.</summary>
    public static IEnumerable<string> FoldersOf(string folder) =>
        Directory.EnumerateDirectories(Path.Combine(Root, folder)).Select(path => Path.GetFileName(path)!).Order(StringComparer.Ordinal);

    /// <summary>The recordings of a folder, by the names that <see cref="Read"/> takes.</summary>
    public static IEnumerable<string> FilesOf(string folder) =>
        Directory.EnumerateFiles(Path.Combine(Root, folder), "*.json").Select(path => $"{folder}/{Path.GetFileNameWithoutExtension(path)}").Order(StringComparer.Ordinal);

    private static string Root { get; } = Path.Combine(Repository.Root, "tests/Transcribe.Engine.Server.Tests/Golden");

    public static JsonNode ReadJson(string name) => JsonNode.Parse(File.ReadAllText(Path.Combine(Root, name + ".json")))!;
}
