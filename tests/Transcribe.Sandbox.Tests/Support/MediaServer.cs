using System.Collections.Concurrent;
using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace Transcribe.Sandbox.Tests.Support;

/// <summary>A web server that serves media, and takes callbacks.</summary>
public sealed class MediaServer : IAsyncDisposable
{
    private readonly WebApplication app;
    private readonly ConcurrentDictionary<string, Func<HttpContext, Task>> paths = new();

    private MediaServer(WebApplication app) => this.app = app;

    public ConcurrentQueue<Callback> Callbacks { get; } = new();

    /// <summary>What the callback receiver answers.</summary>
    public int CallbackStatus { get; set; } = StatusCodes.Status200OK;

    public Uri Address => new(app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First());

    public string CallbackUrl => new Uri(Address, "callback").AbsoluteUri;

    public static async Task<MediaServer> StartAsync()
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore().UseUrls("http://127.0.0.1:0");
        var web = builder.Build();
        var server = new MediaServer(web);
        web.Run(server.AnswerAsync);
        await web.StartAsync(TestContext.Current.CancellationToken);
        return server;
    }

    public string Serve(string path, byte[] content, string type = "audio/wav") => Serve(path, async http =>
    {
        http.Response.ContentType = type;
        await http.Response.Body.WriteAsync(content, http.RequestAborted);
    });

    public string Serve(string path, Func<HttpContext, Task> answer)
    {
        paths["/" + path] = answer;
        return new Uri(Address, path).AbsoluteUri;
    }

    public async ValueTask DisposeAsync() => await app.DisposeAsync();

    private async Task AnswerAsync(HttpContext http)
    {
        if (http.Request.Path == "/callback")
        {
            using var body = new MemoryStream();
            await http.Request.Body.CopyToAsync(body, http.RequestAborted);
            Callbacks.Enqueue(new Callback(body.ToArray(), http.Request.Headers.ToDictionary(header => header.Key, header => header.Value.ToString())));
            http.Response.StatusCode = CallbackStatus;
        }
        else if (paths.TryGetValue(http.Request.Path, out var answer))
        {
            await answer(http);
        }
        else
        {
            http.Response.StatusCode = (int)HttpStatusCode.NotFound;
        }
    }
}

/// <summary>A callback as it came.</summary>
public sealed record Callback(byte[] Body, IReadOnlyDictionary<string, string> Headers);
