using System.Text.Json.Nodes;
using Transcribe.Sandbox.Tests.Support;

namespace Transcribe.Sandbox.Tests.Cli;

/// <summary>The vendor's own command-line client against the sandbox: every command it has, and every exit code.</summary>
public sealed class CliTests : SandboxTest
{
    private const int Ok = 0, ApiError = 1, Usage = 2, Auth = 3, Payment = 4, Transient = 5, Budget = 6;

    [Fact]
    public async Task Commands_OnARealWav_AllWork()
    {
        Component.PocketSphinx.Require();
        var url = await CreateSpeakingSutAsync();

        (await CliAsync("auth:status"))["authenticated"]!.GetValue<bool>().Should().BeTrue();
        (await CliAsync("me"))["email"].Should().NotBeNull();
        (await CliAsync("pipelines"))["pipelines"]!.AsArray().Should().HaveCount(3).And.OnlyContain(pipeline => pipeline!["retail_usd_per_min"] != null);
        (await CliAsync("quote", "--source", "external_url", "--url", url))["billed_minutes"]!.GetValue<int>().Should().Be(1);

        var id = (await CliAsync("create", "--source", "external_url", "--url", url, "--language", "en"))["id"]!.ToString();
        (await CliAsync("wait", id, "--include", "all"))["segments"]!.ToJsonString().Should().Contain("thousand dollars");
        (await CliAsync("get", id))["status"]!.ToString().Should().Be("completed");
        (await CliAsync("list", "--limit", "5", "--api-only"))["data"]!.AsArray().Should().ContainSingle();
        (await CliAsync("result", id))["chapters"]!.AsArray().Should().NotBeEmpty();
        (await RawAsync("subtitles", id, "--format", "srt", "--preset", "tiktok-shorts", "--speaker-labels", "--mode", "word", "--source", "auto")).Output.Should().StartWith("1\n00:00:0").And.Contain("dollars");
        (await CliAsync("ask", id, "-q", "How many dollars?", "--top-k", "10"))["answer"]!.ToString().Should().Contain("dollars");
        (await CliAsync("delete", id, "--yes"))["deleted"]!.GetValue<bool>().Should().BeTrue();
        (await RawAsync("get", id)).ExitCode.Should().Be(ApiError);
    }

    [Fact]
    public async Task UploadThenRun_OnARealWav_Transcribes()
    {
        Component.PocketSphinx.Require();
        Component.Ffmpeg.Require();
        await CreateSpeakingSutAsync();

        var upload = await CliAsync("upload", FileIn("speech.wav"));
        var result = await CliAsync("run", "--source", "upload", "--upload-id", upload["upload_id"]!.ToString(), "--duration", upload["duration_seconds"]!.ToString(), "--max-usd", "2", "--include", "segments");

        result["segments"]!.ToJsonString().Should().Contain("thousand dollars");
        (await Sut.GetLedgerAsync()).Should().ContainSingle().Which.ChargedUsd.Should().Be(0.0285m);
    }

    [Fact]
    public async Task Retry_FailedJob_CanSucceed()
    {
        await CreateCliSutAsync();
        var url = Media.Serve("talk.wav", Wav.Silence(2));
        var id = (await CliAsync("create", "--source", "external_url", "--url", url))["id"]!.ToString();
        (await RawAsync("wait", id)).ExitCode.Should().Be(ApiError, "the job failed");
        ServeSpoken("talk.wav", 2);

        (await CliAsync("retry", id, "--yes"))["id"]!.ToString().Should().Be(id);

        (await CliAsync("wait", id))["status"]!.ToString().Should().Be("completed");
    }

    [Fact]
    public async Task Exit1_NotReadyAndNotFound()
    {
        await CreateCliSutAsync(options => options.ProcessingDelay = TimeSpan.FromHours(1));
        var id = (await CliAsync("create", "--source", "external_url", "--url", ServeSpoken()))["id"]!.ToString();

        var result = await RawAsync("result", id);

        result.ExitCode.Should().Be(ApiError);
        result.Output.Should().Contain("\"not_ready\"");
        result.Errors.Should().Contain("run `transcribe-so wait");
        (await RawAsync("get", "4821")).ExitCode.Should().Be(ApiError);
    }

    [Fact]
    public async Task Exit1_WaitingForAQuote()
    {
        await CreateCliSutAsync();
        var quote = await CliAsync("quote", "--source", "external_url", "--url", ServeSpoken());

        var result = await RawAsync("wait", quote["transcription_id"]!.ToString());

        result.ExitCode.Should().Be(ApiError);
        result.Errors.Should().Contain("is a quote row");
    }

    [Fact]
    public async Task Exit2_UsageAndForeignHost()
    {
        await CreateCliSutAsync();

        (await RawAsync("create", "--source", "external_url")).ExitCode.Should().Be(Usage);
        (await NodeAsync(Key, "me")).ExitCode.Should().Be(Usage, "a foreign host must be allowed");
    }

    [Fact]
    public async Task Exit3_KeyIsMissingUnknownOrTooWeak()
    {
        await CreateCliSutAsync();
        var reader = await Sut.CreateKeyAsync("reader", new() { Scopes = [SandboxKeyOptions.ReadScope] }, Token);

        (await NodeAsync(string.Empty, "me", "--allow-custom-host")).ExitCode.Should().Be(Auth);
        (await NodeAsync("tsk_live_wrong", "me", "--allow-custom-host")).ExitCode.Should().Be(Auth);
        (await NodeAsync(reader, "delete", "1", "--yes", "--allow-custom-host")).ExitCode.Should().Be(Auth);
    }

    [Fact]
    public async Task Exit4_WalletOrCapIsEmpty()
    {
        await CreateCliSutAsync();
        var url = ServeSpoken();
        var capped = await Sut.CreateKeyAsync("capped", new() { SpendCapUsd = 0.01m }, Token);

        (await NodeAsync(capped, "create", "--source", "external_url", "--url", url, "--allow-custom-host")).ExitCode.Should().Be(Payment);
        await Sut.SetWalletAsync(0, 0, Token);
        var result = await RawAsync("create", "--source", "external_url", "--url", url);

        result.ExitCode.Should().Be(Payment);
        result.Output.Should().Contain("insufficient_funds");
    }

    [Fact]
    public async Task Exit5_ServerFaultsLimitsAndTimeouts()
    {
        await CreateCliSutAsync(options => options.ProcessingDelay = TimeSpan.FromHours(1));
        var id = (await CliAsync("create", "--source", "external_url", "--url", ServeSpoken()))["id"]!.ToString();
        Sut.Faults.Add(new SandboxFault { Status = 503 });
        Sut.Faults.Add(new SandboxFault { Path = "/api/v1/pipelines", Status = 429, RetryAfterSeconds = 91 });

        (await RawAsync("me")).ExitCode.Should().Be(Transient);
        (await RawAsync("pipelines")).ExitCode.Should().Be(Transient);
        (await RawAsync("wait", id, "--timeout", "1")).ExitCode.Should().Be(Transient);
    }

    [Fact]
    public async Task Exit6_OverTheLocalBudget_NothingIsPaid()
    {
        await CreateCliSutAsync();

        var result = await RawAsync("run", "--source", "external_url", "--url", ServeSpoken(), "--max-usd", "0.01");

        result.ExitCode.Should().Be(Budget);
        result.Output.Should().Contain("max_usd_exceeded");
        (await Sut.GetLedgerAsync()).Should().BeEmpty();
    }

    private async Task CreateCliSutAsync(Action<SandboxOptions>? configure = null)
    {
        Component.Node.Require();
        Component.TranscribeCli.Require();
        await CreateSut(configure);
    }

    /// <summary>A sandbox that really listens, and a real recording for it.</summary>
    private async Task<string> CreateSpeakingSutAsync()
    {
        await CreateCliSutAsync(options => options.Recognisers = new SandboxOptions().Recognisers);
        await Shell.SpeakAsync("The report costs two hundred thousand dollars and people need one week.", FileIn("speech.wav"));
        return Media.Serve("speech.wav", await File.ReadAllBytesAsync(FileIn("speech.wav"), Token));
    }

    private async Task<JsonNode> CliAsync(params string[] arguments)
    {
        var result = await RawAsync(arguments);
        result.ExitCode.Should().Be(Ok, result.Output + result.Errors);
        return JsonNode.Parse(result.Output)!;
    }

    private Task<ShellResult> RawAsync(params string[] arguments) => NodeAsync(Key, [.. arguments, "--allow-custom-host"]);

    private Task<ShellResult> NodeAsync(string key, params string[] arguments) => Shell.RunAsync(
        "node", [Tools.TranscribeCli, .. arguments], ("TRANSCRIBE_API_URL", Sut.BaseAddress.ToString()), ("TRANSCRIBE_API_KEY", key));
}
