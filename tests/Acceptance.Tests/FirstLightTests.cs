using System.Net;
using System.Net.Http.Json;
using System.Text.Json;

namespace Transcribe.Acceptance;

/// <summary>What a stranger sees in the first minutes: the host as a process, the printed line, the file.</summary>
public sealed class FirstLightTests : IDisposable
{
    // A recogniser listens nearly as long as people spoke, longer on a machine that has other work.
    private static readonly TimeSpan RecogniserPatience = TimeSpan.FromMinutes(4);

    private readonly TempFolder _data = new();
    private readonly HttpClient _client = new();

    public void Dispose()
    {
        _client.Dispose();
        _data.Dispose();
    }

    [Fact]
    public async Task PrintedCurl_Pasted_LeadsToASummaryOfTheRecording()
    {
        Component.Curl.Require();
        await using var host = await ChildHost.StartAsync(_data.Path);
        host.Output.Should().Contain("SANDBOX").And.Contain(_data.Path);

        var answer = JsonSerializer.Deserialize<JsonElement>(await Shell.PasteAsync(host.CurlLine));

        answer.GetProperty("instanceId").GetString().Should().NotBeNullOrEmpty();
        var file = await SummaryAsync();
        file.Should().ContainAny("release", "payment").And.ContainAny("survey", "budget").And.Contain("## Summary");

        var story = await ChildHostCalls.StoryAsync(answer.GetProperty("status").GetString()!, "Finished after");
        story.Should().Contain("Submit").And.Contain("Save").And.Contain("Cost: $0.0285");
    }

    [Fact]
    public async Task PrintedCurl_WithAKeyAndNoPublicAddress_UploadsTheSampleThatTheVendorCannotReach()
    {
        Component.Curl.Require();
        Component.PocketSphinx.Require();
        var options = new Sandbox.SandboxOptions { DataFolder = _data.File("vendor"), RefusePrivateAddresses = true };
        await using var vendor = await Sandbox.SandboxServer.StartAsync(options, TestContext.Current.CancellationToken);
        var key = await vendor.CreateKeyAsync("live", cancellationToken: TestContext.Current.CancellationToken);
        var live = new Dictionary<string, string> { ["TRANSCRIBE_API_KEY"] = key, ["TRANSCRIBE_API_URL"] = vendor.BaseAddress.ToString() };
        await using var host = await ChildHost.StartAsync(_data.Path, live);
        host.Output.Should().Contain("LIVE");

        var answer = JsonSerializer.Deserialize<JsonElement>(await Shell.PasteAsync(host.CurlLine));

        answer.GetProperty("instanceId").GetString().Should().NotBeNullOrEmpty();
        (await SummaryAsync(RecogniserPatience)).Should().Contain("## Summary").And.ContainAny("release", "payment", "meeting", "survey");
        _client.DefaultRequestHeaders.Authorization = new("Bearer", key);
        var row = await _client.GetFromJsonAsync<JsonElement>(
            new Uri(vendor.BaseAddress, $"api/v1/transcriptions/{answer.GetProperty("job").GetString()}"), TestContext.Current.CancellationToken);
        row.GetProperty("source").GetString().Should().Be("upload");
        (await vendor.GetLedgerAsync()).Should().ContainSingle();
    }

    [Fact]
    public async Task Host_KilledWhileTheJobWaits_EndsWithOneFileAndOnePaidJob()
    {
        await using (var host = await ChildHost.StartAsync(_data.Path, null, "--Sandbox:ProcessingDelay", "00:00:04"))
        {
            using var response = await host.SubmitAsync(host.Address + "samples/team-meeting.wav");
            response.StatusCode.Should().Be(HttpStatusCode.Accepted);
            await host.KillAsync();
        }

        await using (var host = await ChildHost.StartAsync(_data.Path))
        {
            await SummaryAsync();
        }

        Summaries().Should().ContainSingle();
        await using var sandbox = await Sandbox.SandboxServer.StartAsync(new Sandbox.SandboxOptions { DataFolder = _data.File("sandbox") }, TestContext.Current.CancellationToken);
        (await sandbox.GetLedgerAsync()).Should().ContainSingle().Which.ChargedUsd.Should().Be(0.0285m);
    }

    [Fact]
    public async Task Wallet_ThatIsEmpty_IsNamedAtTheCallerAndInTheStory()
    {
        await using var host = await ChildHost.StartAsync(_data.Path, null, "--Sandbox:MonthlyCreditUsd", "0", "--Sandbox:TopUpUsd", "0");

        using var response = await host.SubmitAsync(host.Address + "samples/team-meeting.wav");

        response.StatusCode.Should().Be(HttpStatusCode.UnprocessableEntity);
        await host.ShouldRefuseAsync(response, "insufficient_funds");
    }

    [Fact]
    public async Task Key_ThatTheApiRefuses_IsNamedByItsConnectionAndNeverPrinted()
    {
        await using var sandbox = await Sandbox.SandboxServer.StartAsync(new Sandbox.SandboxOptions { DataFolder = _data.File("vendor") }, TestContext.Current.CancellationToken);
        const string Key = "tsk_live_wrong0123456789";
        await using var host = await ChildHost.StartAsync(_data.Path, new Dictionary<string, string> { ["TRANSCRIBE_API_KEY"] = Key, ["TRANSCRIBE_API_URL"] = sandbox.BaseAddress.ToString() });
        host.Output.Should().Contain("LIVE");

        using var response = await host.SubmitAsync(host.Address + "samples/team-meeting.wav");

        response.StatusCode.Should().Be(HttpStatusCode.BadGateway);
        await host.ShouldRefuseAsync(response, "default");
        host.Output.Should().NotContain(Key);
    }

    [Fact]
    public async Task Api_ThatCannotBeReached_IsNamedAtTheCallerAndInTheStory()
    {
        await using var host = await ChildHost.StartAsync(
            _data.Path,
            new Dictionary<string, string> { ["TRANSCRIBE_API_KEY"] = "tsk_live_any0123456789", ["TRANSCRIBE_API_URL"] = "http://127.0.0.1:1/" },
            "--Transcribe:MaxAttempts", "2");

        using var response = await host.SubmitAsync(host.Address + "samples/team-meeting.wav");

        response.StatusCode.Should().Be(HttpStatusCode.BadGateway);
        await host.ShouldRefuseAsync(response, "127.0.0.1");
    }

    [Fact]
    public async Task Setting_ThatIsWrong_EndsWithOneSentence()
    {
        await using var host = await ChildHost.StartAsync(_data.Path, new Dictionary<string, string> { ["TRANSCRIBE_API_URL"] = "nonsense" });

        (await host.ExitAsync()).Should().Be(2);
        await Eventually.HoldsAsync(() => host.Output.Contains("The setting TRANSCRIBE_API_URL is wrong", StringComparison.Ordinal), "the sentence is printed");
        host.Output.Should().NotContain("   at ");
    }

    private Task<string> SummaryAsync(TimeSpan? patience = null) => Eventually.GetAsync(
        async () => Summaries().FirstOrDefault() is { } file ? await File.ReadAllTextAsync(file, TestContext.Current.CancellationToken) : null,
        "the summary is in the data folder",
        patience ?? TimeSpan.FromSeconds(60));

    private string[] Summaries() => Directory.Exists(_data.File("files")) ? Directory.GetFiles(_data.File("files"), "*.md", SearchOption.AllDirectories) : [];
}
