using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;
using Transcribe.Engine.Authoring;
using Transcribe.Engine.Execution;
using Transcribe.Engine.Runtime;
using Transcribe.Engine.Server.Http;
using Transcribe.Engine.Server.Tests.Support;
using Transcribe.Engine.Storage;

namespace Transcribe.Engine.Server.Tests.Http;

/// <summary>A real server with one endpoint at <c>/workflows/in</c>, a clock, and secrets in memory.</summary>
internal sealed class EndpointServer : IAsyncDisposable, IEndpointSecrets
{
    private readonly TempFolder _folder;
    private readonly Dictionary<string, string> _secrets;
    private WebServer _server = null!;

    private EndpointServer(TempFolder folder, Dictionary<string, string> secrets) => (_folder, _secrets) = (folder, secrets);

    public HttpClient Client { get; } = new();

    public FakeTimeProvider Clock { get; } = new(new DateTimeOffset(2026, 11, 22, 12, 0, 0, TimeSpan.Zero));

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    /// <summary>The file of the database.</summary>
    public string Database => _folder.File("engine.db");

    public static Task<EndpointServer> StartAsync(params (string Name, string Value)[] secrets) => StartAsync(string.Empty, secrets);

    /// <summary>A server with more settings of its database.</summary>
    public static async Task<EndpointServer> StartAsync(string settings, params (string Name, string Value)[] secrets)
    {
        var server = new EndpointServer(new TempFolder(), secrets.ToDictionary(secret => secret.Name, secret => secret.Value, StringComparer.Ordinal));
        server._server = await WebServer.StartAsync(
            services =>
            {
                services.AddSingleton<TimeProvider>(server.Clock);
                services.AddSingleton<IEndpointSecrets>(server);
                services.AddActivity<BusyOnce>();
                services.AddWorkflowEngine(engine => engine.ConnectionString = $"Data Source={server.Database};{settings}");
                services.AddHttpWorkflows(options => options.MaxRequestBytes = 200_000);
            },
            app => app.UseHttpWorkflows());
        server.Client.BaseAddress = new Uri(server._server.Address, "workflows/");
        return server;
    }

    public T Get<T>()
        where T : notnull => _server.Services.GetRequiredService<T>();

    /// <summary>Publishes an endpoint that answers with what it was sent.</summary>
    public Task PublishAsync(string more, params string[] activities) => PublishWithAsync("{}", more, activities);

    /// <summary>Publishes an endpoint with custom properties of its workflow.</summary>
    public Task PublishWithAsync(string customProperties, string more, params string[] activities) => Get<DefinitionCatalog>().SaveAsync(
        $$"""
        { "definitionId": "in", "customProperties": {{customProperties}}, "variables": [{ "id": "v", "name": "V", "typeName": "Object", "storageDriverTypeName": "WorkflowInstanceStorageDriver" }, { "id": "h", "name": "H", "typeName": "Object" }, { "id": "f", "name": "F", "typeName": "Object" }],
          "root": { "id": "seq", "type": "Elsa.Sequence", "activities": [
            { "type": "Elsa.HttpEndpoint", "id": "endpoint", "path": "in", "supportedMethods": ["POST"], "customProperties": { "canStartWorkflow": true },
              "parsedContent": { "typeName": "Object", "memoryReference": { "id": "v" } }, "headers": { "typeName": "Object", "memoryReference": { "id": "h" } },
              "files": { "typeName": "Object", "memoryReference": { "id": "f" } } {{(more.Length > 0 ? "," : "")}} {{more}} },
            {{string.Join(',', activities.Length > 0 ? activities : [Respond("variables.V")])}} ] } }
        """,
        publish: true,
        cancellationToken: Token);

    public static string Respond(string script) => $$"""
        { "type": "Elsa.WriteHttpResponse", "id": "answer", "content": { "typeName": "Object", "expression": { "type": "JavaScript", "value": {{JsonSerializer.Serialize(script)}} } } }
        """;

    public static string SetOutput(string script) => $$"""
        { "type": "Elsa.SetOutput", "id": "output", "outputName": "result", "outputValue": { "typeName": "Object", "expression": { "type": "JavaScript", "value": {{JsonSerializer.Serialize(script)}} } } }
        """;

    public const string Wait = """{ "type": "Elsa.Event", "id": "wait", "eventName": "go" }""";

    /// <summary>Sends a body, with headers.</summary>
    public async Task<HttpResponseMessage> PostAsync(string body = """{"a":1}""", params (string Name, string Value)[] headers)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri("in", UriKind.Relative)) { Content = new StringContent(body, System.Text.Encoding.UTF8, "application/json") };
        foreach (var (name, value) in headers)
            request.Headers.TryAddWithoutValidation(name, value);
        return await Client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, Token);
    }

    public async Task<int> StatusAsync(string body = """{"a":1}""", params (string Name, string Value)[] headers)
    {
        using var response = await PostAsync(body, headers);
        return (int)response.StatusCode;
    }

    public Task GoAsync() => Get<IEventPublisher>().PublishAsync("go", cancellationToken: Token);

    public async Task<IReadOnlyList<InstanceRow>> RunsAsync() => (await Get<IInstanceStore>().ListAsync(new InstanceFilter(), Token)).Items;

    public bool Exists(string name) => _secrets.ContainsKey(name);

    public ValueTask<string?> FindAsync(string name, CancellationToken cancellationToken) => new(_secrets.GetValueOrDefault(name));

    /// <summary>The secret is deleted, while its endpoint stays published.</summary>
    public void Forget(string name) => _secrets.Remove(name);

    public async ValueTask DisposeAsync()
    {
        Client.Dispose();
        await _server.DisposeAsync();
        _folder.Dispose();
    }
}

/// <summary>Fails the first attempt of a run by what may pass.</summary>
[Activity("Test", "Test")]
public sealed class BusyOnce() : CodeActivity(source: null, line: null)
{
    /// <inheritdoc/>
    protected override void Execute(ActivityExecutionContext context)
    {
        if (context.WorkflowExecutionContext.Attempt == 1)
            throw new TimeoutException("Busy.");
    }
}
