using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Transcribe.Activities.Tests.Support;

namespace Transcribe.Activities.Tests.Connections;

public sealed class ConnectionEndpointsTests : IAsyncLifetime
{
    private const string Secret = "SENTINEL-secret-2";

    private Workbench _bench = null!;
    private ApiServer _api = null!;

    public async ValueTask InitializeAsync()
    {
        _bench = await Workbench.CreateAsync();
        _api = await ApiServer.StartAsync(_bench);
    }

    public async ValueTask DisposeAsync()
    {
        await _api.DisposeAsync();
        await _bench.DisposeAsync();
    }

    [Fact]
    public async Task SaveReadDelete_WholeLife()
    {
        using var saved = await _api.SendAsync(HttpMethod.Put, "connections/transcribe/acme", new { settings = new { apiKey = Secret, requestsPerMinute = 12 } });
        saved.StatusCode.Should().Be(HttpStatusCode.OK);
        var view = await saved.Content.ReadFromJsonAsync<JsonElement>(Workbench.Token);
        view.GetProperty("origin").GetString().Should().Be("Database");
        view.GetProperty("settings").GetProperty("requestsPerMinute").GetString().Should().Be("12");
        view.GetProperty("secrets")[0].GetString().Should().Be("apiKey");

        (await _api.GetAsync("connections/transcribe/acme")).Should().NotContain(Secret);
        (await _api.GetAsync("connections")).Should().Contain("acme").And.NotContain(Secret);

        using var deleted = await _api.SendAsync(HttpMethod.Delete, "connections/transcribe/acme");
        deleted.StatusCode.Should().Be(HttpStatusCode.NoContent);
        using var gone = await _api.SendAsync(HttpMethod.Get, "connections/transcribe/acme");
        gone.StatusCode.Should().Be(HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task Types_NameEveryFieldAndWhichAreSecret()
    {
        var types = JsonSerializer.Deserialize<JsonElement>(await _api.GetAsync("connections/types")).EnumerateArray().ToList();

        types.Select(type => type.GetProperty("name").GetString()).Should().Contain("transcribe").And.Contain("storage");
        types.Single(type => type.GetProperty("name").GetString() == "transcribe").GetProperty("fields")[0].GetProperty("isSecret").GetBoolean().Should().BeTrue();
    }

    [Fact]
    public async Task Types_SayWithWhichKindAFieldCounts_AndWhichHasSeveralLines()
    {
        var types = JsonSerializer.Deserialize<JsonElement>(await _api.GetAsync("connections/types")).EnumerateArray().ToList();

        var fields = types.Single(type => type.GetProperty("name").GetString() == "storage").GetProperty("fields").EnumerateArray()
            .ToDictionary(field => field.GetProperty("name").GetString()!);
        fields["path"].GetProperty("onlyFor").EnumerateArray().Select(kind => kind.GetString()).Should().Equal("Folder", "Sftp");
        fields["kind"].GetProperty("onlyFor").GetArrayLength().Should().Be(0);
        fields["privateKey"].GetProperty("kind").GetString().Should().Be("lines");
        fields.Values.SelectMany(field => field.GetProperty("onlyFor").EnumerateArray().Select(kind => kind.GetString())).Distinct()
            .Should().BeSubsetOf(fields["kind"].GetProperty("choices").EnumerateArray().Select(kind => kind.GetString()));
    }

    [Theory]
    [InlineData("PUT", "connections/carrier-pigeon/acme", "no connection type")]
    [InlineData("PUT", "connections/transcribe/acme", "apiKey is required")]
    [InlineData("POST", "connections/transcribe/acme/rotate", "no saved transcribe.so connection")]
    [InlineData("GET", "connections/slack/acme", "no slack connection named 'acme'")]
    [InlineData("DELETE", "connections/slack/acme", "no slack connection named 'acme'")]
    [InlineData("GET", "deliveries/td-none", "no delivery 'td-none'")]
    [InlineData("POST", "deliveries/td-none/replay", "no delivery 'td-none'")]
    [InlineData("POST", "webhook-receivers/acme/start", "No receiver of the webhook connection 'acme' was stopped")]
    public async Task Wrong_IsAnsweredInWords(string method, string path, string expected)
    {
        using var answer = await _api.SendAsync(new HttpMethod(method), path, method is "PUT" or "POST" ? new { settings = new { } } : null);

        ((int)answer.StatusCode).Should().BeOneOf(404, 422);
        answer.Content.Headers.ContentType!.MediaType.Should().Be("application/problem+json");
        (await answer.Content.ReadFromJsonAsync<JsonElement>(Workbench.Token)).GetProperty("detail").GetString().Should().Contain(expected);
    }

    [Fact]
    public async Task Test_SavedOrNot_AnswersInWords()
    {
        using var saved = await _api.SendAsync(HttpMethod.Post, "connections/storage/default/test");
        (await saved.Content.ReadAsStringAsync(Workbench.Token)).Should().Contain("\"works\":true").And.Contain("can be written to");

        _bench.Api.FailNext(401, "invalid_api_key");
        using var draft = await _api.SendAsync(
            HttpMethod.Post, "connections/transcribe/new/test", new { settings = new { apiKey = Secret, baseUrl = _bench.Api.Address } });
        (await draft.Content.ReadAsStringAsync(Workbench.Token)).Should().Contain("\"works\":false").And.NotContain(Secret);
    }
}
