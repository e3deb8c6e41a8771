using System.Collections.Concurrent;
using System.Net;
using System.Text.Json;

namespace Transcribe.Activities.Tests.Support;

/// <summary>A real HTTP server that answers as Slack does, errors included.</summary>
internal sealed class FakeSlack : IAsyncDisposable
{
    private readonly ConcurrentDictionary<string, ConcurrentQueue<(HttpStatusCode, string)?>> _faults = new();
    private int _messages;
    private (string Name, int Length) _announced;

    public ScriptedServer Server { get; } = new();

    public string ApiUrl => new Uri(Server.Address, "api/").ToString();

    public string WebhookUrl => new Uri(Server.Address, "hook").ToString();

    public ConcurrentQueue<JsonElement> Messages { get; } = new();

    /// <summary>Messages that took the place of others.</summary>
    public ConcurrentQueue<JsonElement> Updates { get; } = new();

    public ConcurrentQueue<JsonElement> Hooked { get; } = new();

    public ConcurrentQueue<(string Name, int Length, string Text)> Uploads { get; } = new();

    public ConcurrentQueue<JsonElement> Completions { get; } = new();

    public Task StartAsync()
    {
        Server.Answer = Answer;
        return Server.StartAsync();
    }

    /// <summary>The next call of the method is answered so, and does nothing.</summary>
    public void Fail(string method, HttpStatusCode status, string body) => Queue(method).Enqueue((status, body));

    /// <summary>The call after the next one fails.</summary>
    public void FailSecond(string method, HttpStatusCode status)
    {
        Queue(method).Enqueue(null);
        Queue(method).Enqueue((status, "{}"));
    }

    public ValueTask DisposeAsync() => Server.DisposeAsync();

    private ConcurrentQueue<(HttpStatusCode, string)?> Queue(string method) => _faults.GetOrAdd(method, _ => new());

    private (HttpStatusCode, string) Answer(SeenRequest request)
    {
        var method = request.Path.Split('/')[^1];
        if (Queue(method).TryDequeue(out var fault) && fault is { } given)
            return given;

        switch (method)
        {
            case "auth.test":
                return Ok("""{"ok":true,"user":"flows","team":"Acme"}""");
            case "chat.postMessage":
                Messages.Enqueue(Json(request));
                return Ok($$"""{"ok":true,"channel":"C1","ts":"1700000000.{{Interlocked.Increment(ref _messages):000000}}"}""");
            case "chat.update":
                Updates.Enqueue(Json(request));
                return Ok("""{"ok":true,"channel":"C1"}""");
            case "files.getUploadURLExternal":
                var form = request.Text.Split('&').Select(pair => pair.Split('=')).ToDictionary(pair => pair[0], pair => Uri.UnescapeDataString(pair[1]));
                _announced = (form["filename"], int.Parse(form["length"]));
                return Ok($$"""{"ok":true,"upload_url":"{{new Uri(Server.Address, "upload")}}","file_id":"F1"}""");
            case "upload":
                Uploads.Enqueue((_announced.Name, _announced.Length, request.Text));
                return (HttpStatusCode.OK, "OK");
            case "files.completeUploadExternal":
                Completions.Enqueue(Json(request));
                return Ok("""{"ok":true,"files":[{"id":"F1"}]}""");
            case "hook" when request.Text == "{}":
                return (HttpStatusCode.BadRequest, "no_text");
            case "hook":
                Hooked.Enqueue(Json(request));
                return (HttpStatusCode.OK, "ok");
            default:
                return Ok("""{"ok":false,"error":"unknown_method"}""");
        }
    }

    private static JsonElement Json(SeenRequest request) => JsonSerializer.Deserialize<JsonElement>(request.Text);

    private static (HttpStatusCode, string) Ok(string body) => (HttpStatusCode.OK, body);
}
