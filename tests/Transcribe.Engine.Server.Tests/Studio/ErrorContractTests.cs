using System.Text;
using System.Text.Json.Nodes;
using Transcribe.Engine.Server.Tests.Support;

namespace Transcribe.Engine.Server.Tests.Studio;

/// <summary>Refusals, compared with a recorded upstream server's; and what each of ours says.</summary>
public sealed class ErrorContractTests(StudioServer server) : IClassFixture<StudioServer>
{
    [Theory]
    [InlineData("errors/unknown-path")]
    [InlineData("errors/definition-not-found")]
    [InlineData("errors/instance-not-found")]
    [InlineData("errors/journal-not-found")]
    [InlineData("errors/execute-not-found")]
    [InlineData("errors/execute-invalid-json", "errors")]
    [InlineData("errors/save-invalid-json")]
    [InlineData("errors/method-not-allowed")]
    [InlineData("errors/http-endpoint-unknown")]
    [InlineData("definitions/publish-unknown")]
    [InlineData("definitions/retract-unknown")]
    [InlineData("definitions/delete-unknown")]
    [InlineData("instances/_misc/delete-unknown")]
    [InlineData("tasks/complete-unknown")]
    [InlineData("events/trigger-start")]
    public Task Request_Recorded_IsAnsweredTheSame(string recording, params string[] except) => server.ExpectSameAsync(recording, except);

    // Where upstream fails with a 500, which the designer asks for again three times.
    [Theory]
    [InlineData("errors/save-empty")]
    [InlineData("definitions/g-decision/subgraph-no-parent-500")]
    public async Task Request_OnWhichUpstreamFails_IsRefusedWithTheReason(string recording)
    {
        var golden = GoldenAnswer.Read(recording);
        golden.Status.Should().Be(500);

        var (response, body) = await server.RepeatAsync(golden);

        ((int)response.StatusCode).Should().Be(400);
        ReasonIn(body).Should().NotBeEmpty();
        response.Dispose();
    }

    [Theory]
    [InlineData("errors/no-auth", null)]
    [InlineData("errors/bad-apikey", "ApiKey nobody's")]
    public async Task Request_OfAStranger_IsRefusedAsUpstreamDoes(string recording, string? authorization)
    {
        var golden = GoldenAnswer.Read(recording);
        using var stranger = new HttpClient { BaseAddress = server.Client.BaseAddress };
        using var request = golden.ToRequest();
        if (authorization is not null)
            request.Headers.TryAddWithoutValidation("Authorization", authorization);

        using var response = await stranger.SendAsync(request, TestContext.Current.CancellationToken);

        ((int)response.StatusCode).Should().Be(golden.Status);
        response.Headers.WwwAuthenticate.ToString().Split(' ')[0].Should().Be(golden.Header("WWW-Authenticate")!.Split(' ')[0]);
        ReasonIn(JsonNode.Parse(await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken))).Should().Contain("identity/login");
    }

    // The designer, the shell and the API are one origin; no other page may call.
    [Fact]
    public async Task Preflight_OfAnotherOrigin_AllowsNothing()
    {
        using var request = GoldenAnswer.Read("cors/preflight").ToRequest();
        request.Headers.Add("Origin", "http://localhost:5000");
        request.Headers.Add("Access-Control-Request-Method", "POST");

        using var response = await server.Client.SendAsync(request, TestContext.Current.CancellationToken);

        response.IsSuccessStatusCode.Should().BeFalse();
        response.Headers.Should().NotContain(header => header.Key.StartsWith("Access-Control", StringComparison.OrdinalIgnoreCase));
    }

    [Theory]
    [InlineData("GET workflow-definitions/by-definition-id/nope", 404, "no workflow")]
    [InlineData("GET workflow-definitions/by-id/nope", 404, "'nope'")]
    [InlineData("GET workflow-definitions?versionOptions=Newest", 400, "Newest")]
    [InlineData("GET workflow-definitions?page=-1", 400, "number from 0")]
    [InlineData("GET workflow-definitions/validation/is-name-unique", 400, "?name=")]
    [InlineData("POST workflow-definitions/nope/execute", 404, "nope")]
    [InlineData("POST workflow-definitions/nope/publish", 404, "no workflow")]
    [InlineData("POST workflow-definitions/nope/revert/1", 404, "no workflow")]
    [InlineData("POST workflow-definitions/import", 400, "root")]
    [InlineData("POST workflow-definitions/import-files", 400, "multipart")]
    [InlineData("DELETE workflow-definition-versions/nope", 404, "no version of a workflow 'nope'")]
    [InlineData("GET workflow-instances/nope", 404, "no run 'nope'")]
    [InlineData("GET workflow-instances?status=Busy", 400, "Running, Finished")]
    [InlineData("GET workflow-instances/nope/variables", 404, "no run 'nope'")]
    [InlineData("POST workflow-instances/nope/variables", 400, "variables")]
    [InlineData("POST cancel/workflow-instances/nope", 404, "no run 'nope'")]
    [InlineData("GET workflow-instances/nope/export", 404, "no run 'nope'")]
    [InlineData("POST bulk-actions/import/workflow-instances", 400, "multipart")]
    [InlineData("GET activity-executions/by-id?id=nope", 404, "no execution of an activity")]
    [InlineData("GET activity-executions/nope/call-stack", 404, "no execution of an activity 'nope'")]
    [InlineData("GET descriptors/activities/Nope", 404, "no activity type")]
    [InlineData("POST descriptors/activities/Elsa.WriteLine/options/Nope", 404, "'Elsa.WriteLine', 'Nope'")]
    [InlineData("GET descriptors/output-converters", 400, "sourceType")]
    [InlineData("GET features/installed/Nope", 404, "no feature 'Nope'")]
    [InlineData("GET workflow-definitions/subgraph/nope", 400, "parentNodeId")]
    [InlineData("POST tests/activities", 404, "saved workflow")]
    [InlineData("POST alterations/submit", 400, "selects nothing")]
    [InlineData("GET secrets/nope", 404, "no secret 'nope'")]
    [InlineData("POST secrets", 400, "name of a secret")]
    [InlineData("PUT identity/users/nope/roles", 404, "no user 'nope'")]
    [InlineData("DELETE identity/applications/nope", 404, "no API key 'nope'")]
    [InlineData("GET alterations/nope", 404, "no plan of changes to runs 'nope'")]
    [InlineData("GET dashboard/overview?range=1y", 400, "Known: 1h, 24h, 7d, 30d")]
    [InlineData("PATCH workflow-instances", 405, "use GET or POST")]
    public async Task Refusal_OfEachKind_SaysWhatToDo(string call, int expected, string reason)
    {
        var (status, text) = await CallAsync(call, "{}");

        status.Should().Be(expected);
        text.Should().Contain(reason);
    }

    [Fact]
    public async Task Body_ThatIsNotWhatBelongsThere_IsToldByItsPlace()
    {
        var (status, reason) = await CallAsync("POST workflow-instances", """{ "page": "first" }""");

        status.Should().Be(400);
        reason.Should().Contain("'$.page'").And.Contain("line 1").And.NotContain("System.");
    }

    [Fact]
    public async Task Body_ThatIsTooLarge_IsRefused()
    {
        var (status, reason) = await CallAsync("POST identity/users", $$"""{ "name": "{{new string('x', 70_000)}}" }""");

        status.Should().Be(413);
        reason.Should().NotBeEmpty();
    }

    private async Task<(int Status, string Reason)> CallAsync(string call, string content)
    {
        var parts = call.Split(' ');
        using var request = new HttpRequestMessage(new HttpMethod(parts[0]), new Uri($"/elsa/api/{parts[1]}", UriKind.Relative));
        if (parts[0] is "POST" or "PUT")
            request.Content = new StringContent(content, Encoding.UTF8, "application/json");

        using var response = await server.Client.SendAsync(request, TestContext.Current.CancellationToken);
        var text = await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        response.Content.Headers.ContentType?.MediaType.Should().Be("application/problem+json", text);
        return ((int)response.StatusCode, ReasonIn(JsonNode.Parse(text)));
    }

    private static string ReasonIn(JsonNode? problem) =>
        string.Join(' ', problem!["errors"]!.AsObject().SelectMany(member => member.Value!.AsArray()).Select(message => (string)message!));
}
