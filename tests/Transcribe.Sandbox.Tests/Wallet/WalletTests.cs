using System.Net;
using Transcribe.Sandbox.Tests.Support;

namespace Transcribe.Sandbox.Tests.Wallet;

public sealed class WalletTests : SandboxTest
{
    [Fact]
    public async Task Complete_MonthlyCreditIsSpentFirst_TopUpSecond()
    {
        await CreateSut();
        await Sut.SetWalletAsync(monthlyCreditUsd: 0.02m, topUpUsd: 1m, Token);

        var row = await TranscribeAsync(ServeSpoken());

        row["charge_usd"]!.GetValue<decimal>().Should().Be(0.0285m);
        var me = await GetAsync("me");
        me["monthly_credit_remaining_usd"]!.GetValue<decimal>().Should().Be(0);
        me["top_up_balance_usd"]!.GetValue<decimal>().Should().Be(0.9915m);
        me["api_key"]!["spend"]!.GetValue<decimal>().Should().Be(0.0285m);
        (await Sut.GetLedgerAsync()).Should().Equal(new SandboxLedgerEntry(1, "completed", 1, 0, 0.0285m));
    }

    [Theory]
    [InlineData("qwen3-asr-flash-filetrans", 0.5, 1, 0.0285)]
    [InlineData("qwen3-asr-flash-filetrans", 60, 1, 0.0285)]
    [InlineData("qwen3-asr-flash-filetrans", 60.1, 2, 0.0570)]
    [InlineData("gpt-4o-transcribe-diarize", 121, 3, 0.1941)]
    [InlineData("voxtral-mini-transcribe", 59, 1, 0.0296)]
    public async Task Quote_IsByStartedMinute(string pipeline, double seconds, int minutes, double usd)
    {
        await CreateSut();
        var url = Media.Serve("any.wav", Wav.Silence(seconds));

        var quote = await ReadAsync(await PostAsync("quotes", new { source = "external_url", url, pipeline_code = pipeline }));

        quote["billed_minutes"]!.GetValue<int>().Should().Be(minutes);
        quote["retail_usd"]!.GetValue<decimal>().Should().Be((decimal)usd);
        (await GetAsync("me"))["wallet_balance_usd"]!.GetValue<decimal>().Should().Be(25m);
        var row = await GetAsync($"transcriptions/{quote["transcription_id"]}/wait");
        row["status"]!.ToString().Should().Be("quoted");
        Directory.GetFileSystemEntries(Path.Combine(Options.DataFolder, "media")).Should().BeEmpty();
    }

    [Fact]
    public async Task Create_WhileItRuns_ThePriceIsHeld_AndReleasedWhenItFails()
    {
        await CreateSut(options =>
        {
            options.TimeProvider = Clock;
            options.ProcessingDelay = TimeSpan.FromMinutes(1);
            options.Recognisers = [];
        });
        var id = await SubmitAsync(ServeSpoken());

        (await GetAsync("me"))["wallet_balance_usd"]!.GetValue<decimal>().Should().Be(24.9715m);
        await Eventually.HoldsAsync(async () => (string?)(await GetLimitlessAsync(id))["stage"] == "preparing", "the job runs");
        Clock.Advance(TimeSpan.FromMinutes(1));
        (await WaitAsync(id))["status"]!.ToString().Should().Be("failed");

        (await GetAsync("me"))["wallet_balance_usd"]!.GetValue<decimal>().Should().Be(25m);
        (await Sut.GetLedgerAsync()).Should().Equal(new SandboxLedgerEntry(1, "failed", 1, 0, 0));
    }

    [Fact]
    public async Task Create_OverMaxCharge_IsRefusedBeforeAnythingIsHeld()
    {
        await CreateSut();

        var response = await PostAsync("transcriptions", Order(ServeSpoken(), maxChargeUsd: 0.01m));

        await ShouldRefuseAsync(response, HttpStatusCode.PaymentRequired, "max_charge_exceeded");
        var error = (await ReadAsync(response))["error"]!;
        error["charge_usd"]!.GetValue<decimal>().Should().Be(0.0285m);
        error["max_charge_usd"]!.GetValue<decimal>().Should().Be(0.01m);
        (await Sut.GetLedgerAsync()).Should().BeEmpty();
        Directory.GetFileSystemEntries(Path.Combine(Options.DataFolder, "media")).Should().BeEmpty();
    }

    [Fact]
    public async Task Create_EmptyWallet_IsInsufficientFunds()
    {
        await CreateSut();
        await Sut.SetWalletAsync(0.01m, 0.01m, Token);

        var response = await PostAsync("transcriptions", Order(ServeSpoken()));

        await ShouldRefuseAsync(response, HttpStatusCode.PaymentRequired, "insufficient_funds");
        (await GetAsync("me"))["wallet_balance_usd"]!.GetValue<decimal>().Should().Be(0.02m);
    }

    [Fact]
    public async Task Create_OverTheKeysCap_IsRefused_AndOtherKeysAreNot()
    {
        await CreateSut();
        var url = ServeSpoken();
        using var capped = ClientFor(await Sut.CreateKeyAsync("capped", new() { SpendCapUsd = 0.05m }, Token));

        (await capped.PostAsJsonOrderAsync(url)).StatusCode.Should().Be(HttpStatusCode.Accepted);
        await ShouldRefuseAsync(await capped.PostAsJsonOrderAsync(url), HttpStatusCode.PaymentRequired, "spend_cap_exceeded");
        (await Client.PostAsJsonOrderAsync(url)).StatusCode.Should().Be(HttpStatusCode.Accepted);
    }

    [Fact]
    public async Task NewMonth_CreditIsFresh_TopUpStays()
    {
        await CreateSut(options => options.TimeProvider = Clock);
        await Sut.SetWalletAsync(1m, 3m, Token);

        Clock.Advance(TimeSpan.FromDays(20));

        var me = await GetAsync("me");
        me["monthly_credit_remaining_usd"]!.GetValue<decimal>().Should().Be(5m);
        me["top_up_balance_usd"]!.GetValue<decimal>().Should().Be(3m);
    }

    [Fact]
    public async Task Ledger_OverHttp_CountsPaidJobs()
    {
        await CreateSut();
        await TranscribeAsync(ServeSpoken());

        var ledger = await ReadAsync(await Client.GetAsync(new Uri(Sut.BaseAddress, "sandbox/ledger"), Token));

        ledger["paid_jobs"]!.GetValue<int>().Should().Be(1);
        ledger["jobs"]![0]!["charge_usd"]!.GetValue<decimal>().Should().Be(0.0285m);
        using var stranger = new HttpClient();
        (await stranger.GetAsync(new Uri(Sut.BaseAddress, "sandbox/ledger"), Token)).StatusCode.Should().Be(HttpStatusCode.Unauthorized);
    }

    /// <summary>A row, read with a key that the test does not count.</summary>
    private async Task<System.Text.Json.Nodes.JsonNode> GetLimitlessAsync(string id)
    {
        Clock.Advance(TimeSpan.FromMilliseconds(1));
        return await GetAsync($"transcriptions/{id}");
    }
}
