using System.Net;
using Transcribe.Engine.Runtime;
using Transcribe.Engine.Server.Http;
using Transcribe.Engine.Storage;
using static Transcribe.Engine.Server.Tests.Http.WorkflowServer;

namespace Transcribe.Engine.Server.Tests.Http;

/// <summary>What workflows answer, and what no server could send.</summary>
public sealed class WriteHttpResponseTests : IAsyncLifetime
{
    private WorkflowServer _server = null!;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => _server = await StartAsync();

    public ValueTask DisposeAsync() => _server.DisposeAsync();

    [Theory]
    [InlineData("""({ 'X-Title': 'Grüße' })""", "The header 'X-Title' cannot be sent")]
    [InlineData("""({ 'X-Title': 'one\\r\\nSet-Cookie: a=b' })""", "The header 'X-Title' cannot be sent")]
    [InlineData("""({ 'X Title': 'one' })""", "'X Title' is no name of a header")]
    public async Task Header_ThatNoServerCanSend_IsAnIncidentThatSaysSo(string headers, string message)
    {
        await _server.PublishAsync("h", Endpoint("h"), $$"""
            { "type": "Elsa.WriteHttpResponse", "content": "x", "responseHeaders": { "typeName": "HttpHeaders", "expression": { "type": "JavaScript", "value": "{{headers}}" } } }
            """);

        using var response = await _server.GetAsync("h");

        response.StatusCode.Should().Be(HttpStatusCode.InternalServerError);
        (await IncidentAsync()).Should().Contain(message).And.NotContain("Set-Cookie");
    }

    [Theory]
    [InlineData("undefined")]
    [InlineData("99")]
    public async Task Status_ThatIsNone_IsAnIncidentThatSaysSo(string script)
    {
        await PublishStatusAsync(script);

        using var response = await _server.GetAsync("s");

        response.StatusCode.Should().Be(HttpStatusCode.InternalServerError);
        (await IncidentAsync()).Should().Contain("is no status of an answer");
    }

    [Theory]
    [InlineData("204")]
    [InlineData("205")]
    [InlineData("304")]
    public async Task Status_ThatHasNoContent_IsSentWithoutIt(string script)
    {
        await PublishStatusAsync(script);

        using var response = await _server.GetAsync("s");

        ((int)response.StatusCode).ToString(System.Globalization.CultureInfo.InvariantCulture).Should().Be(script);
        (await response.Content.ReadAsStringAsync(Token)).Should().BeEmpty();
    }

    [Theory]
    [InlineData("text/plain", "2026-11-30T01:02:03Z")]
    [InlineData("application/json", "\"2026-11-30T01:02:03Z\"")]
    public void Of_Date_IsWrittenAsItsTypeWritesTexts(string type, string expected)
    {
        var (bytes, contentType) = HttpContents.Of(new DateTime(2026, 11, 30, 1, 2, 3, DateTimeKind.Utc), type, []);

        System.Text.Encoding.UTF8.GetString(bytes!.Value.Span).Should().Be(expected);
        contentType.Should().Be(type);
    }

    private async Task<string> IncidentAsync()
    {
        var run = (await _server.InstancesAsync()).Single();
        return (await _server.Get<IInstanceReader>().ReadStateAsync(run.Id, Token))!.Incidents.Single().Message;
    }

    private Task<DefinitionRow> PublishStatusAsync(string script) => _server.PublishAsync("s", Endpoint("s"), $$"""
        { "type": "Elsa.WriteHttpResponse", "content": "x", "statusCode": { "typeName": "HttpStatusCode", "expression": { "type": "JavaScript", "value": "{{script}}" } } }
        """);
}
