using System.Collections.Concurrent;
using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Transcribe.Activities.Tests.Support;

/// <summary>A real HTTP server on a free port that answers as a test says and remembers what it was asked.</summary>
internal sealed class ScriptedServer : IAsyncDisposable
{
    private readonly WebApplication _app;

    public ScriptedServer()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        _app = builder.Build();
        _app.Run(AnswerAsync);
    }

    public Uri Address { get; private set; } = null!;

    public ConcurrentQueue<SeenRequest> Requests { get; } = new();

    public Func<SeenRequest, (HttpStatusCode Status, string Body)> Answer { get; set; } = _ => (HttpStatusCode.OK, string.Empty);

    /// <summary>Headers that the next answers carry.</summary>
    public Dictionary<string, string> AnswerHeaders { get; } = [];

    public async Task StartAsync()
    {
        await _app.StartAsync(TestContext.Current.CancellationToken);
        Address = new Uri(_app.Urls.Single());
    }

    public ValueTask DisposeAsync() => _app.DisposeAsync();

    private async Task AnswerAsync(HttpContext http)
    {
        using var copy = new MemoryStream();
        await http.Request.Body.CopyToAsync(copy, http.RequestAborted);
        var seen = new SeenRequest(
            http.Request.Method, http.Request.Path, http.Request.QueryString.Value ?? string.Empty,
            http.Request.Headers.ToDictionary(header => header.Key, header => header.Value.ToString(), StringComparer.OrdinalIgnoreCase), copy.ToArray());
        Requests.Enqueue(seen);
        var (status, body) = Answer(seen);
        http.Response.StatusCode = (int)status;
        foreach (var (name, value) in AnswerHeaders)
            http.Response.Headers[name] = value;
        http.Response.ContentType = body.StartsWith('{') ? "application/json" : "text/plain";
        if (http.Request.Method != "HEAD")
            await http.Response.WriteAsync(body, http.RequestAborted);
    }
}

internal sealed record SeenRequest(string Method, string Path, string Query, IReadOnlyDictionary<string, string> Headers, byte[] Body)
{
    public string Text => System.Text.Encoding.UTF8.GetString(Body);
}

/// <summary>Clients without a guard: the servers of tests are on this machine.</summary>
internal sealed class PlainHttp : IHttpClientFactory
{
    public HttpClient CreateClient(string name) => new(new SocketsHttpHandler { AllowAutoRedirect = false }) { Timeout = Timeout.InfiniteTimeSpan };
}
