using System.Net;
using System.Net.Sockets;
using System.Text;
using System.Text.Json;
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
    [InlineData("{ 'Transfer-Encoding': 'chunked', 'X-Kept': 'yes' }", "Transfer-Encoding")]
    [InlineData("{ 'content-length': '3', 'X-Kept': 'yes' }", "content-length")]
    [InlineData("{ 'Content-Length': '500', 'X-Kept': 'yes' }", "Content-Length")]
    [InlineData("{ 'Content-Length': '5', 'X-Kept': 'yes' }", null)]
    [InlineData("{ 'Connection': 'close, X-Hop', 'Keep-Alive': 'timeout=1', 'X-Hop': '1', 'X-Kept': 'yes' }", "Connection, Keep-Alive, X-Hop")]
    public async Task Headers_OfAnotherConnection_AreLeftOutAndNamedAndThisOneGoesOn(string headers, string? leftOut)
    {
        await _server.PublishAsync("h", Endpoint("h"), $$"""
            { "type": "Elsa.WriteHttpResponse", "id": "answer", "content": "hello", "responseHeaders": { "typeName": "HttpHeaders", "expression": { "type": "JavaScript", "value": "({{headers}})" } } }
            """);
        using var connection = new TcpClient();
        await connection.ConnectAsync(IPAddress.Loopback, _server.Client.BaseAddress!.Port, Token);
        await using var stream = connection.GetStream();
        using var reader = new StreamReader(stream, Encoding.Latin1);

        for (var request = 0; request < 2; request++)
        {
            await stream.WriteAsync("GET /workflows/h HTTP/1.1\r\nHost: localhost\r\n\r\n"u8.ToArray(), Token);
            var lines = new List<string>();
            while (await reader.ReadLineAsync(Token) is { Length: > 0 } line)
                lines.Add(line);
            lines[0].Should().Be("HTTP/1.1 200 OK");
            lines.Should().Contain("X-Kept: yes").And.ContainSingle(line => line.StartsWith("Content-Length:", StringComparison.OrdinalIgnoreCase)).Which.Should().Be("Content-Length: 5");
            lines.Should().NotContain(line => line.StartsWith("Transfer-Encoding", StringComparison.Ordinal) || line.StartsWith("Connection", StringComparison.Ordinal) || line.StartsWith("X-Hop", StringComparison.Ordinal));
            var body = new char[5];
            await reader.ReadBlockAsync(body, Token);
            new string(body).Should().Be("hello");
        }

        var run = (await _server.InstancesAsync())[0];
        var step = (await _server.Get<IJournalStore>().ListExecutionsAsync(run.Id, null, Token)).Single(execution => execution.ActivityId == "answer");
        JsonSerializer.Deserialize<JsonElement>(step.JournalData!).TryGetProperty("HeadersLeftOut", out var named).Should().Be(leftOut is not null);
        if (leftOut is not null)
            named.GetString().Should().Be(leftOut);
    }

    [Fact]
    public async Task ContentLength_OfAStatusWithoutContent_IsLeftOut()
    {
        await _server.PublishAsync("h", Endpoint("h"), """
            { "type": "Elsa.WriteHttpResponse", "statusCode": "NoContent", "responseHeaders": { "typeName": "HttpHeaders", "expression": { "type": "JavaScript", "value": "({ 'Content-Length': '5' })" } } }
            """);

        using var response = await _server.GetAsync("h");

        response.StatusCode.Should().Be(HttpStatusCode.NoContent);
        response.Content.Headers.ContentLength.Should().NotBe(5);
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
