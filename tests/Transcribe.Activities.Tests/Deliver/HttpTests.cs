using System.Net;
using System.Text.Json;
using Transcribe.Activities.Connections;
using Transcribe.Activities.Deliver.Http;
using Transcribe.Activities.Tests.Support;
using Transcribe.Engine.Authoring;

namespace Transcribe.Activities.Tests.Deliver;

public sealed class HttpTests : IAsyncLifetime
{
    private const string Secret = "Bearer SENTINEL";

    private readonly ScriptedServer _api = new();
    private Workbench _bench = null!;

    public async ValueTask InitializeAsync()
    {
        await _api.StartAsync();
        _bench = await Workbench.CreateAsync(activities => activities
            .AddConnection("http", "default", new Dictionary<string, string> { ["baseUrl"] = new Uri(_api.Address, "v1").ToString(), ["headerValue"] = Secret }));
    }

    public async ValueTask DisposeAsync()
    {
        await _bench.DisposeAsync();
        await _api.DisposeAsync();
    }

    [Fact]
    public async Task Execute_Post_CarriesTheSecretAndAStableKey()
    {
        _api.Answer = _ => (HttpStatusCode.Created, """{"id":7}""");

        var run = await RunAsync(new CallApi { Path = new Input<string?>("/notes?draft=true"), Body = new Input<object?>(new Dictionary<string, object> { ["title"] = "x" }) });

        run.Outcomes.Should().Equal("Done");
        run.Outputs["StatusCode"].Should().Be(201);
        run.Outputs["Result"].Should().BeOfType<JsonElement>().Which.GetProperty("id").GetInt32().Should().Be(7);
        var request = _api.Requests.Single();
        (request.Method, request.Path, request.Query, request.Text).Should().Be(("POST", "/v1/notes", "?draft=true", """{"title":"x"}"""));
        request.Headers["Authorization"].Should().Be(Secret);
        request.Headers["Idempotency-Key"].Should().StartWith("td-");
        run.StoredText.Should().NotContain("SENTINEL");
    }

    [Theory]
    [InlineData("../admin")]
    [InlineData("https://evil.example/")]
    [InlineData("//evil.example/")]
    public async Task Execute_PathOutOfTheApi_NeverLeavesIt(string path)
    {
        var run = await RunAsync(new CallApi { Path = new Input<string?>(path) });

        (run.Outcomes is ["Rejected"] || _api.Requests.All(request => request.Path.StartsWith("/v1/"))).Should().BeTrue();
    }

    [Theory]
    [InlineData(404, "Rejected")]
    [InlineData(302, "Rejected")]
    [InlineData(429, "Failed")]
    [InlineData(503, "Failed")]
    public async Task Execute_NoSuccess_HasItsOutcome(int status, string outcome)
    {
        _api.Answer = _ => ((HttpStatusCode)status, "no");

        (await RunAsync(new CallApi())).Outcomes.Should().Equal(outcome);
    }

    [Fact]
    public async Task Test_SecretRefused_SaysSo()
    {
        _api.Answer = _ => (HttpStatusCode.Unauthorized, "no");

        (await _bench.Get<ConnectionManager>().TestAsync("http", "default", null, Workbench.Token))!.Message.Should().StartWith("The API answered 401");
    }

    private async Task<EngineRun> RunAsync(IActivity activity)
    {
        var run = new EngineRun(_bench, activity);
        await run.StartAsync();
        return run;
    }
}
