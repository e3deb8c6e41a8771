using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using Transcribe.Engine.Runtime;
using Transcribe.Engine.Server.Http;
using Transcribe.Engine.Server.Tests.Support;
using Transcribe.Engine.Storage;

namespace Transcribe.Engine.Server.Tests.Http;

/// <summary>Workflows that answer real requests: a real server with a database file, and a client below <c>/workflows</c>.</summary>
internal sealed class WorkflowServer : IAsyncDisposable
{
    private readonly TempFolder _folder = new();
    private WebServer _server = null!;

    private WorkflowServer()
    {
    }

    public HttpClient Client { get; } = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    /// <param name="http">Options of the endpoints.</param>
    /// <param name="other">A server that workflows may call.</param>
    /// <param name="services">Other services.</param>
    public static async Task<WorkflowServer> StartAsync(Action<HttpWorkflowOptions>? http = null, WebServer? other = null, Action<IServiceCollection>? services = null)
    {
        var server = new WorkflowServer();
        server._server = await WebServer.StartAsync(
            all =>
            {
                services?.Invoke(all);
                all.AddWorkflowEngine(engine => engine.ConnectionString = $"Data Source={server._folder.File("engine.db")}");
                all.AddHttpWorkflows(http, outgoing => outgoing.AllowedHosts.Add(other is null ? "nobody.invalid" : $"127.0.0.1:{other.Address.Port}"));
            },
            app => app.UseHttpWorkflows());
        server.Client.BaseAddress = new Uri(server._server.Address, "workflows/");
        return server;
    }

    public T Get<T>()
        where T : notnull => _server.Services.GetRequiredService<T>();

    /// <summary>Publishes a document.</summary>
    public Task<DefinitionRow> PublishAsync(string json) => Get<DefinitionCatalog>().SaveAsync(json, publish: true, cancellationToken: Token);

    /// <summary>Publishes a sequence with the variables that tests use; one of them, <c>Body</c>, outlives waits.</summary>
    public Task<DefinitionRow> PublishAsync(string id, params string[] activities) => PublishAsync(
        $$"""
        { "definitionId": "{{id}}",
          "variables": [
            { "id": "v", "name": "V", "typeName": "Object" }, { "id": "w", "name": "W", "typeName": "Object" },
            { "id": "body", "name": "Body", "typeName": "Object", "storageDriverTypeName": "WorkflowInstanceStorageDriver" },
            { "id": "f", "name": "F", "typeName": "Object" }, { "id": "all", "name": "All", "typeName": "Object" } ],
          "root": { "id": "seq", "type": "Elsa.Sequence", "activities": [{{string.Join(',', activities)}}] } }
        """);

    /// <summary>Runs a published workflow to its first wait, or its end.</summary>
    public Task<WorkflowRun> RunAsync(string definitionId) => Get<IWorkflowRuntime>().StartAsync(new StartWorkflowRequest { DefinitionId = definitionId }, Token);

    public Task<HttpResponseMessage> GetAsync(string path) => Client.GetAsync(new Uri(path, UriKind.Relative), Token);

    public Task<string> GetStringAsync(string path) => Client.GetStringAsync(new Uri(path, UriKind.Relative), Token);

    public async Task<IReadOnlyList<InstanceRow>> InstancesAsync() => (await Get<IInstanceStore>().ListAsync(new InstanceFilter { Take = 1000 }, Token)).Items;

    /// <summary>An endpoint; <paramref name="methods"/> stand between commas, <paramref name="more"/> is JSON that begins with one.</summary>
    public static string Endpoint(string path, string methods = "GET", string more = "", bool canStart = true) => $$"""
        { "type": "Elsa.HttpEndpoint", "path": "{{path}}", "supportedMethods": [{{string.Join(", ", methods.Split(',').Select(method => $"\"{method.Trim()}\""))}}],
          "customProperties": { "canStartWorkflow": {{(canStart ? "true" : "false")}} } {{more}} }
        """;

    /// <summary>An answer with what a script gives.</summary>
    public static string Respond(string script, string status = "OK") => $$"""
        { "type": "Elsa.WriteHttpResponse", "statusCode": "{{status}}",
          "content": { "typeName": "Object", "expression": { "type": "JavaScript", "value": {{JsonSerializer.Serialize(script)}} } } }
        """;

    public async ValueTask DisposeAsync()
    {
        Client.Dispose();
        await _server.DisposeAsync();
        _folder.Dispose();
    }
}
