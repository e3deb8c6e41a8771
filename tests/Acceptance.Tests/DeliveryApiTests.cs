using System.Net;
using System.Net.Http.Json;
using System.Text.Json;

namespace Transcribe.Acceptance;

/// <summary>Connections, templates and deliveries as an operator meets them: the host as a process, its API, its designer's API.</summary>
public sealed class DeliveryApiTests(SharedHost shared) : IClassFixture<SharedHost>, IAsyncLifetime
{
    private HttpClient _client = null!;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => _client = await shared.Host.SignInAsync();

    public ValueTask DisposeAsync()
    {
        _client.Dispose();
        return ValueTask.CompletedTask;
    }

    [Theory]
    [InlineData("api/connections")]
    [InlineData("api/deliveries")]
    [InlineData("api/templates/sample")]
    public async Task Any_NobodySignedIn_IsRefused(string path)
    {
        using var stranger = new HttpClient { BaseAddress = shared.Host.Address };

        using var answer = await stranger.GetAsync(path, Token);

        answer.StatusCode.Should().Be(HttpStatusCode.Unauthorized);
    }

    [Fact]
    public async Task Connections_OutOfTheBox_AreThreeThatWork()
    {
        var connections = await _client.GetFromJsonAsync<JsonElement>("api/connections", Token);

        connections.EnumerateArray().Select(x => $"{x.GetProperty("type").GetString()}/{x.GetProperty("name").GetString()}")
            .Except(["slack/team"]).Should().BeEquivalentTo("transcribe/default", "storage/default", "smtp/default");
        foreach (var type in new[] { "transcribe", "storage", "smtp" })
            (await PostAsync($"api/connections/{type}/default/test")).Should().Contain("\"works\":true");
    }

    [Fact]
    public async Task Connection_ToThisMachine_IsStoppedByTheGuardInWords()
    {
        var answer = await PostAsync(
            "api/connections/webhook/x/test",
            new { settings = new { url = shared.Host.Address, secret = "whsec_AAECAwQFBgcICQoLDA0ODxAREhMUFRYX" } });

        answer.Should().Contain("\"works\":false").And.Contain("not a public address");
    }

    [Fact]
    public async Task Publish_WorkflowThatNamesAMissingConnection_IsRefusedWithItsName()
    {
        const string Activity = """{ "type": "Transcribe.SendToSlack", "id": "a", "name": "Tell", "connection": { "typeName": "String", "expression": { "type": "Literal", "value": "team" } } }""";
        var definition = $$"""{ "publish": true, "model": { "name": "Tell the team", "root": { "type": "Elsa.Sequence", "id": "root", "activities": [ {{Activity}} ] } } }""";
        (await PublishAsync(definition)).Should().Contain("There is no slack connection named");

        using var saved = await _client.PutAsJsonAsync("api/connections/slack/team", new { settings = new { botToken = "xoxb-1", channel = "C1" } }, Token);
        saved.StatusCode.Should().Be(HttpStatusCode.OK);

        (await PublishAsync(definition)).Should().NotContain("There is no");
    }

    [Fact]
    public async Task Template_Preview_NeedsNoJob() =>
        (await PostAsync("api/templates/preview", new { template = "{{ title }}: {{ cost | money }}" })).Should().Contain("Weekly meeting: $0.0285");

    private async Task<string> PublishAsync(string definition)
    {
        using var answer = await _client.PostAsync("elsa/api/workflow-definitions", new StringContent(definition, System.Text.Encoding.UTF8, "application/json"), Token);
        return await answer.Content.ReadAsStringAsync(Token);
    }

    private async Task<string> PostAsync(string path, object? body = null)
    {
        using var answer = await _client.PostAsync(path, body is null ? null : JsonContent.Create(body), Token);
        return $"{(int)answer.StatusCode} {await answer.Content.ReadAsStringAsync(Token)}";
    }
}
