using System.Text;
using Microsoft.Extensions.DependencyInjection;
using Transcribe.Engine.Server.Http;

namespace Transcribe.Engine.Server.Tests.Http;

/// <summary>Bodies of a form that only the host knows.</summary>
public sealed class HttpContentTests : IAsyncLifetime
{
    private WorkflowServer _server = null!;

    public async ValueTask InitializeAsync() => _server = await WorkflowServer.StartAsync(
        services: services => services.AddSingleton<IHttpContentParser, Lines>().AddSingleton<IHttpContentFactory, Lines>());

    public ValueTask DisposeAsync() => _server.DisposeAsync();

    [Fact]
    public async Task Body_OfAFormOfTheHost_IsReadAndWrittenByIt()
    {
        await _server.PublishAsync(
            """
            { "definitionId": "w", "variables": [ { "id": "v", "name": "V", "typeName": "Object" } ],
              "root": { "type": "Elsa.Sequence", "activities": [
                { "type": "Elsa.HttpEndpoint", "path": "lines", "supportedMethods": ["POST"], "customProperties": { "canStartWorkflow": true },
                  "parsedContent": { "typeName": "Object", "memoryReference": { "id": "v" } } },
                { "type": "Elsa.WriteHttpResponse", "contentType": "text/lines",
                  "content": { "typeName": "Object", "expression": { "type": "JavaScript", "value": "[...variables.V, 'three']" } } } ] } }
            """);
        using var content = new StringContent("one|two", Encoding.UTF8, "text/lines");

        using var response = await _server.Client.PostAsync(new Uri("lines", UriKind.Relative), content, TestContext.Current.CancellationToken);

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
