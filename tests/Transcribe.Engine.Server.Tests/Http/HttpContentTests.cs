using System.Text;
using Microsoft.Extensions.DependencyInjection;
using Transcribe.Engine.Runtime;
using Transcribe.Engine.Server.Http;
using Transcribe.Engine.Server.Tests.Support;

namespace Transcribe.Engine.Server.Tests.Http;

/// <summary>Bodies of a form that only the host knows.</summary>
public sealed class HttpContentTests : IAsyncLifetime
{
    private readonly TempFolder _folder = new();
    private readonly HttpClient _client = new();
    private WebServer _server = null!;

    public async ValueTask InitializeAsync()
    {
        _server = await WebServer.StartAsync(
            services =>
            {
                services.AddWorkflowEngine(engine => engine.ConnectionString = $"Data Source={_folder.File("engine.db")}");
                services.AddHttpWorkflows();
                services.AddSingleton<IHttpContentParser, Lines>();
                services.AddSingleton<IHttpContentFactory, Lines>();
            },
            app => app.UseHttpWorkflows());
        _client.BaseAddress = new Uri(_server.Address, "workflows/");
    }

    public async ValueTask DisposeAsync()
    {
        await _server.DisposeAsync();
        _client.Dispose();
        _folder.Dispose();
    }

    [Fact]
    public async Task Body_OfAFormOfTheHost_IsReadAndWrittenByIt()
    {
        await _server.Services.GetRequiredService<DefinitionCatalog>().SaveAsync(
            """
            { "definitionId": "w", "variables": [ { "id": "v", "name": "V", "typeName": "Object" } ],
              "root": { "type": "Elsa.Sequence", "activities": [
                { "type": "Elsa.HttpEndpoint", "path": "lines", "supportedMethods": ["POST"], "customProperties": { "canStartWorkflow": true },
                  "parsedContent": { "typeName": "Object", "memoryReference": { "id": "v" } } },
                { "type": "Elsa.WriteHttpResponse", "contentType": "text/lines",
                  "content": { "typeName": "Object", "expression": { "type": "JavaScript", "value": "[...variables.V, 'three']" } } } ] } }
            """,
            publish: true,
            cancellationToken: TestContext.Current.CancellationToken);
        using var content = new StringContent("one|two", Encoding.UTF8, "text/lines");

        using var response = await _client.PostAsync(new Uri("lines", UriKind.Relative), content, TestContext.Current.CancellationToken);

        response.Content.Headers.ContentType!.MediaType.Should().Be("text/lines");
        (await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken)).Should().Be("one|two|three");
    }

    private sealed class Lines : IHttpContentParser, IHttpContentFactory
    {
        public IEnumerable<string> SupportedContentTypes => ["text/lines"];

        public object Parse(ReadOnlyMemory<byte> content, string contentType) => Encoding.UTF8.GetString(content.Span).Split('|');

        public byte[] CreateContent(object content, string contentType) => Encoding.UTF8.GetBytes(string.Join('|', ((System.Collections.IEnumerable)content).Cast<object>()));
    }
}
