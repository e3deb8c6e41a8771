using System.Collections.Concurrent;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.Extensions.Logging;

namespace Transcribe.Client.Tests.Server;

/// <summary>A real HTTP server on a free port that answers by script and remembers what it was asked.</summary>
public sealed class ScriptedServer : IAsyncDisposable
{
    private readonly WebApplication app;
    private readonly ConcurrentQueue<RecordedRequest> requests = new();
    private readonly ConcurrentDictionary<string, Script> scripts = new(StringComparer.OrdinalIgnoreCase);

    private ScriptedServer(WebApplication app) => this.app = app;

    public Uri Address { get; private set; } = null!;

    public IReadOnlyList<RecordedRequest> Requests => [.. requests];

    public static async Task<ScriptedServer> StartAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseKestrel(x => x.Limits.MaxRequestBodySize = null).UseUrls("http://127.0.0.1:0");
        var server = new ScriptedServer(builder.Build());
        server.app.Run(server.AnswerAsync);
        await server.app.StartAsync(TestContext.Current.CancellationToken);
        var addresses = server.app.Services.GetRequiredService<IServer>().Features.GetRequiredFeature<IServerAddressesFeature>();
        server.Address = new Uri(addresses.Addresses.Single());
        return server;
    }

    /// <summary>Says what a route such as <c>GET /api/v1/me</c> answers, one after the other; the last one stays.</summary>
    public void On(string route, params Reply[] answers) => scripts[route] = new Script(answers);

    /// <summary>The requests for one route, in the order in which they came.</summary>
    public IReadOnlyList<RecordedRequest> For(string route) => [.. requests.Where(x => x.Route == route)];

    public ValueTask DisposeAsync() => app.DisposeAsync();

    private async Task AnswerAsync(HttpContext context)
    {
        using var body = new MemoryStream();
        await context.Request.Body.CopyToAsync(body, context.RequestAborted);
        var request = new RecordedRequest(context.Request, body.ToArray());
        requests.Enqueue(request);

        if (scripts.TryGetValue(request.Route, out var script))
            await script.Next()(context, request);
        else
            await Replies.Error(404, "not_found", $"no script for {request.Route}")(context, request);
    }

    private sealed class Script(Reply[] answers)
    {
        private int next = -1;

        public Reply Next() => answers[Math.Min(Interlocked.Increment(ref next), answers.Length - 1)];
    }
}
