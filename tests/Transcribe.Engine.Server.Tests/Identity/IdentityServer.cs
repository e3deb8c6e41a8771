using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;
using Transcribe.Engine.Runtime;
using Transcribe.Engine.Server.Http;
using Transcribe.Engine.Server.Identity;
using Transcribe.Engine.Server.Studio;
using Transcribe.Engine.Server.Tests.Support;

namespace Transcribe.Engine.Server.Tests.Identity;

/// <summary>A real server with identity, the designer's API and workflows that answer requests, whose clock the test holds.</summary>
public sealed class IdentityServer : IAsyncDisposable
{
    /// <summary>Stands for a hub, whose WebSocket cannot bring a header.</summary>
    public const string HubPath = "/elsa/hubs/probe";

    private readonly TempFolder _folder;
    private readonly WebServer _server;

    private IdentityServer(TempFolder folder, WebServer server, FakeTimeProvider clock, HttpClient admin) =>
        (_folder, _server, Clock, Admin) = (folder, server, clock, admin);

    public FakeTimeProvider Clock { get; }

    /// <summary>Calls as the first administrator.</summary>
    public HttpClient Admin { get; }

    public string Database => _folder.File("engine.db");

    internal IServiceProvider Services => _server.Services;

    public static async Task<IdentityServer> StartAsync(Action<IdentityOptions>? configure = null)
    {
        var folder = new TempFolder();
        var clock = new FakeTimeProvider(DateTimeOffset.Parse("2026-11-23T10:00:00Z"));
        var server = await WebServer.StartAsync(
            services =>
            {
                services.AddSingleton<TimeProvider>(clock);
                services.AddWorkflowEngine(engine => engine.ConnectionString = $"Data Source={folder.File("engine.db")}");
                services.AddHttpWorkflows();
                services.AddStudioApi();
                services.AddTestIdentity(folder, configure);
            },
            app =>
            {
                app.UseAuthentication();
                app.UseHttpWorkflows();
                app.UseRouting();
                app.UseAuthorization();
                app.MapIdentityApi();
                app.MapStudioApi();
                app.MapGet(HubPath, () => "seen").RequirePermission(Permission.ReadInstances);
            });
        var admin = new HttpClient { BaseAddress = server.Address };
        await admin.SignInAsync(server);
        return new IdentityServer(folder, server, clock, admin);
    }

    /// <summary>A client that has not signed in.</summary>
    public HttpClient CreateClient(string? authorization = null)
    {
        var client = new HttpClient { BaseAddress = _server.Address };
        if (authorization is not null)
            client.DefaultRequestHeaders.Add("Authorization", authorization);
        return client;
    }

    /// <summary>A user with roles, and a client that calls as the user.</summary>
    public async Task<HttpClient> CreateUserAsync(string name, params string[] roles)
    {
        (await SendAsync(Admin, HttpMethod.Post, "identity/users", new { name, password = PasswordOf(name), roles })).Status.Should().Be(HttpStatusCode.OK);
        var client = CreateClient();
        await client.SignInAsync(name, PasswordOf(name));
        return client;
    }

    public static string PasswordOf(string name) => $"a secret that only {name} knows";

    public static async Task<(HttpStatusCode Status, JsonNode? Body)> SendAsync(HttpClient client, HttpMethod method, string path, object? body = null)
    {
        using var request = new HttpRequestMessage(method, new Uri($"/elsa/api/{path}", UriKind.Relative));
        if (body is not null)
            request.Content = JsonContent.Create(body);
        using var response = await client.SendAsync(request, TestContext.Current.CancellationToken);
        var text = await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        return (response.StatusCode, text.Length > 0 && text[0] is '{' or '[' ? JsonNode.Parse(text) : null);
    }

    public async Task<IReadOnlyList<JsonNode>> AuditAsync(string query = "")
    {
        var (_, body) = await SendAsync(Admin, HttpMethod.Get, $"audit-log?{query}");
        return [.. body!["items"]!.AsArray().Select(item => item!)];
    }

    public async ValueTask DisposeAsync()
    {
        Admin.Dispose();
        await _server.DisposeAsync();
        _folder.Dispose();
    }
}
