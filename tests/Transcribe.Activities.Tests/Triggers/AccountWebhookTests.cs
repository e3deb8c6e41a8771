using System.Net;
using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Transcribe.Activities.Connections;
using Transcribe.Activities.Engines;
using Transcribe.Activities.Tests.Support;
using Transcribe.Activities.Transcription;
using Transcribe.Activities.Triggers;

namespace Transcribe.Activities.Tests.Triggers;

/// <summary>The webhook of an account starts runs for transcriptions that ended, whoever submitted them.</summary>
public sealed class AccountWebhookTests : IAsyncLifetime
{
    private const string Secret = "SENTINEL_WEBHOOK_SECRET";

    private readonly FakeRuns _runs = new();
    private readonly HttpClient _vendor = new();
    private Workbench _bench = null!;
    private WebApplication _app = null!;

    public async ValueTask InitializeAsync()
    {
        var api = await FakeApi.StartAsync();
        _bench = await Workbench.CreateAsync(
            activities =>
            {
                activities.Services.AddSingleton<IRuns>(_runs);
                activities.AddConnection(ConnectionTypes.Transcribe, "account", new Dictionary<string, string>
                {
                    ["apiKey"] = Workbench.ApiKey, ["baseUrl"] = api.Address.AbsoluteUri, [AccountWebhook.SecretSetting] = Secret, ["requestsPerMinute"] = "10000",
                });
            },
            api);
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Services.AddSingleton(_bench.Get<AccountWebhook>());
        _app = builder.Build();
        _app.MapTranscribeAccountWebhooks();
        await _app.StartAsync(Workbench.Token);
        _vendor.BaseAddress = new Uri(_app.Urls.Single());
    }

    public async ValueTask DisposeAsync()
    {
        _vendor.Dispose();
        await _app.DisposeAsync();
        await _bench.DisposeAsync();
    }

    [Fact]
    public async Task Receive_TranscriptionThatEnded_StartsARunWithItsRow()
    {
        _runs.Triggers.Add(new TranscriptionCompletedSettings("account", TranscriptionEnds.Completed));
        AddRow("4821", "completed");

        (await PostAsync("4821")).Should().Be(HttpStatusCode.Accepted);

        _runs.Started.Should().ContainSingle().Which.Arrival.Should().BeOfType<FinishedTranscription>()
            .Which.Should().BeEquivalentTo(new { Id = "4821", Status = "completed", Connection = "account" });
    }

    [Fact]
    public async Task Receive_SameEventAgain_StartsNothing()
    {
        _runs.Triggers.Add(new TranscriptionCompletedSettings("account", TranscriptionEnds.Completed));
        AddRow("4821", "completed");

        await PostAsync("4821");
        (await PostAsync("4821")).Should().Be(HttpStatusCode.Accepted);

        _runs.Started.Should().ContainSingle();
    }

    [Theory]
    [InlineData("completed", "Completed", 1)]
    [InlineData("completed", "Failed", 0)]
    [InlineData("failed", "Failed", 1)]
    [InlineData("failed", "Any", 1)]
    [InlineData("failed", "Completed", 0)]
    [InlineData("processing", "Any", 0)]
    public async Task Receive_Row_StartsWhatWaitsForSuchAnEnd(string status, string ends, int runs)
    {
        _runs.Triggers.Add(new TranscriptionCompletedSettings("account", Enum.Parse<TranscriptionEnds>(ends)));
        AddRow("1", status);

        (await PostAsync("1")).Should().Be(HttpStatusCode.Accepted, "whatever the body says, the row counts");

        _runs.Started.Should().HaveCount(runs);
    }

    [Fact]
    public async Task Receive_OtherAccount_StartsNothing()
    {
        _runs.Triggers.Add(new TranscriptionCompletedSettings("other", TranscriptionEnds.Any));
        AddRow("1", "completed");

        (await PostAsync("1")).Should().Be(HttpStatusCode.Accepted);

        _runs.Started.Should().BeEmpty();
    }

    [Theory]
    [InlineData("account", "forged")]
    [InlineData("account", null)]
    [InlineData(ConnectionNames.Default, Secret)]
    [InlineData("unknown", Secret)]
    public async Task Receive_NotSignedByTheAccountsSecret_IsRefused(string connection, string? secret)
    {
        _runs.Triggers.Add(new TranscriptionCompletedSettings("account", TranscriptionEnds.Any));
        AddRow("1", "completed");

        (await PostAsync("1", connection, secret)).Should().Be(HttpStatusCode.Unauthorized);

        _runs.Started.Should().BeEmpty();
        _bench.Logs.Text.Should().NotContain(Secret);
    }

    [Fact]
    public async Task Receive_RunMayNotStart_IsSentAgain()
    {
        _runs.Triggers.Add(new TranscriptionCompletedSettings("account", TranscriptionEnds.Any));
        AddRow("1", "completed");
        _runs.Accepts = false;
        (await PostAsync("1")).Should().Be(HttpStatusCode.ServiceUnavailable);

        _runs.Accepts = true;
        (await PostAsync("1")).Should().Be(HttpStatusCode.Accepted);

        _runs.Started.Should().ContainSingle();
    }

    private void AddRow(string id, string status) => _bench.Api.Jobs[id] = new() { ["id"] = id, ["status"] = status, ["title"] = "Talk" };

    private async Task<HttpStatusCode> PostAsync(string id, string connection = "account", string? secret = Secret)
    {
        var body = "{\"type\":\"transcription.completed\",\"data\":{\"id\":\"" + id + "\"}}";
        using var request = new HttpRequestMessage(HttpMethod.Post, $"/callbacks/transcribe-account/{connection}") { Content = new StringContent(body) };
        if (secret is not null)
            request.Headers.Add("X-Transcribe-Signature", "sha256=" + Convert.ToHexStringLower(HMACSHA256.HashData(Encoding.UTF8.GetBytes(secret), Encoding.UTF8.GetBytes(body))));
        using var response = await _vendor.SendAsync(request, Workbench.Token);
        return response.StatusCode;
    }
}
