using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Transcribe.Engine.Runtime;
using Transcribe.Engine.Server.Http;
using Transcribe.Engine.Server.Identity;
using Transcribe.Engine.Server.Realtime;
using Transcribe.Engine.Server.Studio;
using Transcribe.Engine.Server.Tests.Support;

namespace Transcribe.Engine.Server.Tests.Studio;

/// <summary>A real server with the API and an engine on a database file, and a client that repeats recorded requests.</summary>
public sealed class StudioServer : IAsyncLifetime
{
    private readonly TempFolder _folder = new();
    private WebServer _server = null!;

    public HttpClient Client { get; } = new();

    /// <summary>The database file.</summary>
    internal string Database => _folder.File("engine.db");

    internal IServiceProvider Services => _server.Services;

    /// <summary>What the server logs; null, the default: nobody wants to know.</summary>
    internal LogCollector? Logs { get; init; }

    /// <summary>More services, or others; null, the default: none.</summary>
    internal Action<IServiceCollection>? Configure { get; init; }

    /// <summary>Ids of the recordings, and what stands here in their place.</summary>
    internal Dictionary<string, string> Ids { get; } = new(StringComparer.Ordinal)
    {
        // Expressions in C# are not run here: a host that runs strangers' code has no secrets.
        // A slow machine must not see the delay end.
        ["\"00:00:03\""] = "\"01:00:00\"",
        ["\"CSharp\",\"value\":\"Variables.N"] = "\"JavaScript\",\"value\":\"variables.N",
    };

    public async ValueTask InitializeAsync()
    {
        _server = await WebServer.StartAsync(
            services =>
            {
                if (Logs is { } logs)
                    services.AddLogging(logging => logging.SetMinimumLevel(LogLevel.Trace).AddProvider(logs));
                services.AddWorkflowEngine(engine => engine.ConnectionString = $"Data Source={_folder.File("engine.db")}");
                services.AddHttpWorkflows(configureOutgoing: outgoing => outgoing.AllowedHosts.Add("127.0.0.1"));
                services.AddStudioApi();
                services.AddRealtime();
                services.AddTestIdentity(_folder);
                Configure?.Invoke(services);
            },
            app =>
            {
                app.UseRouting();
                app.UseAuthentication();
                app.UseHttpWorkflows();
                app.UseAuthorization();
                app.MapIdentityApi();
                app.MapStudioApi();
                app.MapRealtime();
            });
        Client.BaseAddress = _server.Address;
        await Client.SignInAsync(_server);
    }

    public async ValueTask DisposeAsync()
    {
        await _server.DisposeAsync();
        Client.Dispose();
        _folder.Dispose();
    }

    /// <summary>Repeats a recorded request.</summary>
    /// <param name="golden">The recording.</param>
    /// <param name="instead">What this request says in the place of what was recorded, before <see cref="Ids"/>.</param>
    internal async Task<(HttpResponseMessage Response, JsonNode? Body)> RepeatAsync(GoldenAnswer golden, params (string Recorded, string Here)[] instead)
    {
        using var request = golden.ToRequest([.. instead.Select(pair => KeyValuePair.Create(pair.Recorded, pair.Here)), .. Ids]);
        var response = await Client.SendAsync(request, TestContext.Current.CancellationToken);
        var text = await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        return (response, text.Length > 0 && text[0] is '{' or '[' ? JsonNode.Parse(text) : null);
    }

    /// <summary>Saves and publishes a recorded definition.</summary>
    internal async Task PublishAsync(string definition)
    {
        var golden = GoldenAnswer.Read($"definitions/{definition}/save-publish");
        var (response, body) = await RepeatAsync(golden);
        ((int)response.StatusCode).Should().Be(200, "the definition is published, not {0}", body?.ToJsonString());
        Ids[(string)golden.Body!["workflowDefinition"]!["id"]!] = (string)body!["workflowDefinition"]!["id"]!;
    }

    /// <summary>Executes a recorded definition.</summary>
    internal async Task ExecuteAsync(string definition, string recording)
    {
        var golden = GoldenAnswer.Read($"instances/{recording}");
        using var response = await Client.PostAsync(
            new Uri($"/elsa/api/workflow-definitions/{definition}/execute", UriKind.Relative), null, TestContext.Current.CancellationToken);
        Ids[(string)(golden.Body!["workflowState"]?["id"] ?? golden.Body["id"])!] = response.Headers.GetValues("x-elsa-workflow-instance-id").Single();
    }

    /// <summary>What the API answers to a question.</summary>
    internal async Task<JsonNode> GetAsync(string path) =>
        JsonNode.Parse(await Client.GetStringAsync(new Uri($"/elsa/api/{path}", UriKind.Relative), TestContext.Current.CancellationToken))!;

    /// <summary>Repeats a recorded request and expects the same status and the same members of the same kinds, except at some places.</summary>
    internal async Task<IReadOnlyList<string>> DifferencesAsync(string recording, params string[] except)
    {
        var golden = GoldenAnswer.Read(recording);
        var (response, body) = await RepeatAsync(golden);
        using (response)
        {
            return (int)response.StatusCode == golden.Status
                ? JsonShape.Differences(golden.Body, body, except)
                : [$"{(int)response.StatusCode} instead of {golden.Status}: {body?.ToJsonString()}"];
        }
    }

    internal Task<JsonNode?> ExpectSameAsync(string recording, params string[] except) => ExpectSameAsync(recording, [], except);

    internal async Task<JsonNode?> ExpectSameAsync(string recording, (string Recorded, string Here)[] instead, params string[] except)
    {
        var golden = GoldenAnswer.Read(recording);
        var (response, body) = await RepeatAsync(golden, instead);
        using (response)
        {
            ((int)response.StatusCode).Should().Be(golden.Status, "so answered upstream, not {0}", body?.ToJsonString());
            if (golden.Body is JsonObject or JsonArray)
                JsonShape.Differences(golden.Body, body, except).Should().BeEmpty();
            if (golden.Header("Content-Type") is { } type)
                response.Content.Headers.ContentType!.MediaType.Should().Be(type.Split(';')[0]);
        }

        return body;
    }
}
