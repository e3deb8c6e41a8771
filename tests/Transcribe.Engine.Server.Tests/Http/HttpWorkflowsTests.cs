using System.Net;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using Transcribe.Engine.Storage;
using static Transcribe.Engine.Server.Tests.Http.WorkflowServer;

namespace Transcribe.Engine.Server.Tests.Http;

/// <summary>Workflows that answer real requests, on a real server with a database file.</summary>
public sealed class HttpWorkflowsTests : IAsyncLifetime
{
    private WorkflowServer _server = null!;

    public async ValueTask InitializeAsync() => _server = await WorkflowServer.StartAsync(options => options.MaxRequestBytes = 10_000);

    public ValueTask DisposeAsync() => _server.DisposeAsync();

    [Fact]
    [Trait("Scenario", "53 HTTP hello and methods")]
    public async Task Get_HelloWithAQuery_IsAnsweredByTheWorkflow()
    {
        await PublishAsync("hello", Endpoint("hello", "GET", ""","queryStringData": { "typeName": "ObjectDictionary", "memoryReference": { "id": "v" } }"""), Respond("`Hello ${variables.V.name ?? 'world'}`"));

        using var response = await GetAsync("hello?name=Bo");

        response.StatusCode.Should().Be(HttpStatusCode.OK);
        response.Content.Headers.ContentType!.MediaType.Should().Be("text/plain");
        (await response.Content.ReadAsStringAsync(Token)).Should().Be("Hello Bo");
    }

    [Fact]
    public async Task Get_ThatResumesARunWithAnEarlierIncident_IsNotToldOfIt()
    {
        await _server.PublishAsync(
            $$"""
            { "definitionId": "both", "options": { "incidentStrategyType": "Elsa.Workflows.IncidentStrategies.ContinueWithIncidentsStrategy, Elsa.Workflows.Core" },
              "root": { "type": "Elsa.Sequence", "id": "seq", "activities": [
                {{Endpoint("begin")}},
                { "type": "Elsa.Parallel", "id": "both", "activities": [ {{Endpoint("again", canStart: false)}}, { "type": "Elsa.Fault", "id": "fault", "message": "It broke." } ] } ] } }
            """);

        (await GetAsync("begin")).StatusCode.Should().Be(HttpStatusCode.InternalServerError, "this caller's burst had the incident");
        (await GetAsync("again")).StatusCode.Should().Be(HttpStatusCode.OK);
    }

    [Theory]
    [InlineData("/HELLO/")]
    [InlineData("hello//")]
    public async Task Get_OtherSpellingOfThePath_IsTheSamePath(string path)
    {
        await PublishAsync("hello", Endpoint("/hello/"), Respond("'hi'"));

        using var response = await GetAsync("/workflows/" + path.TrimStart('/'));

        response.StatusCode.Should().Be(HttpStatusCode.OK);
    }

    [Fact]
    [Trait("Scenario", "54 Route parameters")]
    public async Task Get_RouteParameter_IsDecoded()
    {
        await PublishAsync("order", Endpoint("orders/{id}", "GET", ""","routeData": { "typeName": "ObjectDictionary", "memoryReference": { "id": "v" } }"""), Respond("variables.V.id"));

        (await _server.Client.GetStringAsync(new Uri("orders/a%20b", UriKind.Relative), Token)).Should().Be("a b");
        (await GetAsync("orders")).StatusCode.Should().Be(HttpStatusCode.NotFound);
        (await GetAsync("orders/1/items")).StatusCode.Should().Be(HttpStatusCode.NotFound);
    }

    [Fact]
    [Trait("Scenario", "53 HTTP hello and methods")]
    public async Task Request_OtherMethodOrPath_IsNotFound()
    {
        await PublishAsync("hello", Endpoint("hello"), Respond("'hi'"));

        (await _server.Client.PostAsync(new Uri("hello", UriKind.Relative), null, Token)).StatusCode.Should().Be(HttpStatusCode.NotFound);
        (await GetAsync("other")).StatusCode.Should().Be(HttpStatusCode.NotFound);
        (await GetAsync("/workflowsX/hello")).StatusCode.Should().Be(HttpStatusCode.NotFound);
    }

    [Fact]
    [Trait("Scenario", "56 Bodies")]
    public async Task Post_Json_IsParsed()
    {
        await PublishEchoAsync();

        using var response = await _server.Client.PostAsJsonAsync(new Uri("echo", UriKind.Relative), new { a = new[] { 1, 2 } }, Token);

        (await response.Content.ReadFromJsonAsync<JsonElement>(Token)).GetProperty("a").GetArrayLength().Should().Be(2);
    }

    [Fact]
    [Trait("Scenario", "56 Bodies")]
    public async Task Post_BrokenJson_IsAnswered400AndLeavesNoInstance()
    {
        await PublishEchoAsync();

        using var response = await _server.Client.PostAsync(new Uri("echo", UriKind.Relative), new StringContent("{ no", Encoding.UTF8, "application/json"), Token);

        response.StatusCode.Should().Be(HttpStatusCode.BadRequest);
        (await InstancesAsync()).Should().BeEmpty();
    }

    [Fact]
    [Trait("Scenario", "57 Request and file limits")]
    public async Task Post_BodyOverTheLimitWithoutALength_IsAnswered413()
    {
        await PublishEchoAsync();
        using var content = new StreamContent(new MemoryStream(new byte[20_000]));
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri("echo", UriKind.Relative)) { Content = content, Headers = { TransferEncodingChunked = true } };

        using var response = await _server.Client.SendAsync(request, Token);

        response.StatusCode.Should().Be(HttpStatusCode.RequestEntityTooLarge);
    }

    [Fact]
    public async Task Get_WithoutAnyAnswer_IsAnEmpty200()
    {
        await PublishAsync("quiet", Endpoint("quiet"));

        using var response = await GetAsync("quiet");

        response.StatusCode.Should().Be(HttpStatusCode.OK);
        (await response.Content.ReadAsByteArrayAsync(Token)).Should().BeEmpty();
    }

    [Fact]
    public async Task Get_WorkflowThatFaults_IsAnswered500WithTheReasonAndNoStackTrace()
    {
        await PublishAsync("bad", Endpoint("bad"), """{ "id": "boom", "type": "Elsa.Fault", "message": "no audio" }""");

        using var response = await GetAsync("bad");

        response.StatusCode.Should().Be(HttpStatusCode.InternalServerError);
        var body = await response.Content.ReadAsStringAsync(Token);
        body.Should().Contain("no audio").And.NotContain("   at ");
    }

    [Fact]
    public async Task Get_EndpointThatAsksForAuthorisation_RefusesAnonymousCallers()
    {
        await PublishAsync("closed", Endpoint("closed", "GET", ""","authorize": true"""), Respond("'secret'"));

        using var response = await GetAsync("closed");

        response.StatusCode.Should().Be(HttpStatusCode.Unauthorized);
        (await InstancesAsync()).Should().BeEmpty();
    }

    [Fact]
    [Trait("Scenario", "61 Authorisation in the middle of a flow")]
    public async Task Get_EndpointInTheMiddle_ResumesTheInstanceAndKeepsItsAuthorisation()
    {
        await PublishAsync("two", Endpoint("first"), Endpoint("second", "GET", canStart: false), Respond("'resumed'", "Accepted"), Endpoint("third", "GET", ""","authorize": true""", canStart: false));
        (await GetAsync("first")).StatusCode.Should().Be(HttpStatusCode.OK);

        using var response = await GetAsync("second");

        response.StatusCode.Should().Be(HttpStatusCode.Accepted);
        (await response.Content.ReadAsStringAsync(Token)).Should().Be("resumed");
        (await GetAsync("third")).StatusCode.Should().Be(HttpStatusCode.Unauthorized);
    }

    [Fact]
    [Trait("Scenario", "59 One of several waiting instances")]
    public async Task Get_TwoInstancesWaitOnOnePath_IsAmbiguousUnlessOneIsNamed()
    {
        await PublishAsync("two", Endpoint("first"), Endpoint("second", "GET", canStart: false), Respond("getWorkflowInstanceId()"));
        await GetAsync("first");
        await GetAsync("first");
        var waiting = await InstancesAsync();

        (await GetAsync("second")).StatusCode.Should().Be(HttpStatusCode.InternalServerError);
        (await _server.Client.GetStringAsync(new Uri($"second?workflowInstanceId={waiting[0].Id}", UriKind.Relative), Token)).Should().Be(waiting[0].Id);
    }

    [Fact]
    public async Task Get_WithAnInstanceIdThatIsTaken_IsAnswered409AndStartsNothing()
    {
        await PublishAsync("hello", Endpoint("hello"), Respond("'hi'"));
        (await GetAsync("hello?workflowInstanceId=mine")).StatusCode.Should().Be(HttpStatusCode.OK);

        using var response = await GetAsync("hello?workflowInstanceId=mine");

        response.StatusCode.Should().Be(HttpStatusCode.Conflict);
        (await InstancesAsync()).Should().ContainSingle().Which.Id.Should().Be("mine");
    }

    [Fact]
    [Trait("Scenario", "58 Concurrent requests")]
    public async Task Get_ManyAtOnce_AreAllAnswered()
    {
        await PublishAsync("hello", Endpoint("hello"), Respond("'hi'"));

        var answers = await Task.WhenAll(Enumerable.Range(0, 100).Select(_ => _server.Client.GetStringAsync(new Uri("hello", UriKind.Relative), Token)));

        answers.Should().AllBe("hi");
        (await InstancesAsync()).Should().HaveCount(100).And.OnlyContain(instance => instance.SubStatus == Authoring.WorkflowSubStatus.Finished);
    }

    [Fact]
    [Trait("Scenario", "62 Endpoints that move")]
    public async Task Publish_WithAnotherPath_AnswersThereAndNoLongerAtTheOld()
    {
        await PublishAsync("moving", Endpoint("old"), Respond("'hi'"));
        await PublishAsync("moving", Endpoint("new"), Respond("'hi'"));

        (await GetAsync("old")).StatusCode.Should().Be(HttpStatusCode.NotFound);
        (await GetAsync("new")).StatusCode.Should().Be(HttpStatusCode.OK);
    }

    [Theory]
    [InlineData("\"options\": { \"activationStrategyType\": \"SingletonStrategy\" }", HttpStatusCode.Conflict)]
    [InlineData("\"customProperties\": { \"limits\": { \"runningInstances\": 1 } }", HttpStatusCode.TooManyRequests)]
    public async Task Get_WhileAnotherRunHasItsPlace_IsRefusedWithTheReason(string setting, HttpStatusCode status)
    {
        await _server.PublishAsync(
            $$"""{ "definitionId": "one", {{setting}}, "root": { "id": "seq", "type": "Elsa.Sequence", "activities": [ {{Endpoint("one")}}, { "type": "Elsa.Event", "eventName": "go" } ] } }""");
        await GetAsync("one");

        using var response = await GetAsync("one");

        response.StatusCode.Should().Be(status);
        (await response.Content.ReadAsStringAsync(Token)).Should().Contain("was not started");
    }

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private Task<HttpResponseMessage> GetAsync(string path) => _server.GetAsync(path);

    private Task<IReadOnlyList<InstanceRow>> InstancesAsync() => _server.InstancesAsync();

    private Task<DefinitionRow> PublishAsync(string id, params string[] activities) => _server.PublishAsync(id, activities);

    private Task<DefinitionRow> PublishEchoAsync() => PublishAsync(
        "echo", Endpoint("echo", "POST", ""","parsedContent": { "typeName": "Object", "memoryReference": { "id": "v" } }"""), Respond("variables.V"));
}
