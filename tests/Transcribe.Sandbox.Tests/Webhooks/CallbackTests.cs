using System.Globalization;
using System.Net;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using Microsoft.Data.Sqlite;
using Transcribe.Sandbox.Tests.Support;

namespace Transcribe.Sandbox.Tests.Webhooks;

public sealed class CallbackTests : SandboxTest
{
    [Fact]
    public async Task Completed_Callback_IsSignedWithTheJobsSecret()
    {
        await CreateSut();

        var secret = await SubmitForCallbackAsync();
        var callback = await CallbackAsync();

        callback.Headers["X-Transcribe-Signature"].Should().Be($"sha256={Hmac(secret, callback.Body)}");
        var body = JsonNode.Parse(callback.Body)!;
        body["type"]!.ToString().Should().Be("transcription.completed");
        body["data"]!["id"]!.GetValue<int>().Should().Be(1);
    }

    [Fact]
    public async Task Callback_TimestampScheme_SignsTimeAndBody_UnderTheGivenHeader()
    {
        await CreateSut(options =>
        {
            options.TimeProvider = Clock;
            options.CallbackSigning = SandboxCallbackSigning.TimestampAndBody;
            options.CallbackSignatureHeader = "Transcribe-Signature";
        });

        var secret = await SubmitForCallbackAsync();
        var callback = await CallbackAsync();

        var time = Clock.GetUtcNow().ToUnixTimeSeconds();
        callback.Headers["Transcribe-Signature"].Should().Be($"t={time},v1={Hmac(secret, [.. Encoding.ASCII.GetBytes($"{time}."), .. callback.Body])}");
    }

    [Fact]
    public async Task Failed_Callback_SaysSo()
    {
        await CreateSut();
        await SubmitAsync(Media.Serve("talk.wav", Wav.Silence(1)), Media.CallbackUrl);

        JsonNode.Parse((await CallbackAsync()).Body)!["type"]!.ToString().Should().Be("transcription.failed");
    }

    [Fact]
    public async Task Callback_Refused_IsTriedAgainAtGrowingIntervals_AlsoAfterARestart()
    {
        Media.CallbackStatus = 500;
        await CreateSut(options =>
        {
            options.TimeProvider = Clock;

            // A busy machine takes its time for an answer, and this clock runs fast meanwhile.
            options.CallbackTimeout = TimeSpan.FromDays(1);
        });
        await SubmitForCallbackAsync();
        await CallbackAsync();
        await NotedAsync(1);
        await PassAsync(TimeSpan.FromSeconds(2), callbacks: 2);
        await PassAsync(TimeSpan.FromSeconds(4), callbacks: 3);

        await CreateSut();
        Media.CallbackStatus = 204;
        await PassAsync(TimeSpan.FromSeconds(8), callbacks: 4);

        Clock.Advance(TimeSpan.FromHours(1));
        await WaitAsync("1");
        Media.Callbacks.Should().HaveCount(4, "it was taken at last");
        Media.Callbacks.Select(callback => Encoding.UTF8.GetString(callback.Body)).Distinct().Should().ContainSingle("each attempt is the same event");
    }

    [Fact]
    public async Task Fault_Duplicate_ComesTwice()
    {
        await CreateSut();
        Sut.Faults.Add(new SandboxCallbackFault(SandboxCallbackFaultKind.Duplicate));

        await SubmitForCallbackAsync();

        await Eventually.HoldsAsync(() => Media.Callbacks.Count == 2, "two callbacks come");
        Media.Callbacks.Select(callback => Encoding.UTF8.GetString(callback.Body)).Distinct().Should().ContainSingle();
    }

    [Fact]
    public async Task Fault_ForgedSignature_DoesNotVerify_AndTheTrueOneFollowsWhenItIsRefused()
    {
        Media.CallbackStatus = 401;
        await CreateSut(options => options.CallbackRetryDelay = TimeSpan.FromMilliseconds(100));
        Sut.Faults.Add(new SandboxCallbackFault(SandboxCallbackFaultKind.ForgedSignature));

        var secret = await SubmitForCallbackAsync();

        await Eventually.HoldsAsync(() => Media.Callbacks.Count >= 2, "the callback is tried again");
        var signatures = Media.Callbacks.Select(callback => callback.Headers["X-Transcribe-Signature"] == $"sha256={Hmac(secret, callback.Body)}").Take(2);
        signatures.Should().Equal(false, true);
    }

    [Fact]
    public async Task Fault_WrongTimestamp_IsAnHourOld()
    {
        await CreateSut(options =>
        {
            options.TimeProvider = Clock;
            options.CallbackSigning = SandboxCallbackSigning.TimestampAndBody;
        });
        Sut.Faults.Add(new SandboxCallbackFault(SandboxCallbackFaultKind.WrongTimestamp));

        await SubmitForCallbackAsync();

        (await CallbackAsync()).Headers["X-Transcribe-Signature"].Should().StartWith($"t={Clock.GetUtcNow().AddHours(-1).ToUnixTimeSeconds()},");
    }

    [Fact]
    public async Task Fault_Late_ComesAfterItsDelay()
    {
        await CreateSut(options => options.TimeProvider = Clock);
        Sut.Faults.Add(new SandboxCallbackFault(SandboxCallbackFaultKind.Late) { Delay = TimeSpan.FromMinutes(5) });
        await SubmitForCallbackAsync();
        (await WaitAsync("1"))["status"]!.ToString().Should().Be("completed");
        await Eventually.HoldsAsync(() => Sut.Faults.Pending == 0, "the fault is taken");
        Media.Callbacks.Should().BeEmpty();

        await PassAsync(TimeSpan.FromMinutes(5), callbacks: 1);
    }

    [Fact]
    public async Task Webhook_OfTheKey_IsToldOfItsJobs()
    {
        await CreateSut();
        var created = await ReadAsync(await PostAsync("webhooks", new { url = Media.CallbackUrl }));
        await SubmitAsync(ServeSpoken());

        var callback = await CallbackAsync();

        callback.Headers["X-Transcribe-Signature"].Should().Be($"sha256={Hmac(created["secret"]!.ToString(), callback.Body)}");
        (await GetAsync("webhooks"))["data"]!.AsArray().Should().ContainSingle().Which!.AsObject().Should().NotContainKey("secret");
        (await ReadAsync(await PostAsync("webhooks/test", new { })))["delivered"]!.GetValue<bool>().Should().BeTrue();
        (await Client.DeleteAsync("webhooks", Token)).StatusCode.Should().Be(HttpStatusCode.OK);
        (await GetAsync("webhooks"))["data"]!.AsArray().Should().BeEmpty();
        await ShouldRefuseAsync(await Client.DeleteAsync("webhooks", Token), HttpStatusCode.NotFound, "not_found");
    }

    [Fact]
    public async Task Create_HttpCallbackWhereOnlyHttpsIsAllowed_IsRefused()
    {
        await CreateSut(options => options.AllowHttpCallbacks = false);

        await ShouldRefuseAsync(await PostAsync("transcriptions", Order(ServeSpoken(), callbackUrl: Media.CallbackUrl)), HttpStatusCode.BadRequest, "invalid_request");
    }

    private async Task<string> SubmitForCallbackAsync()
    {
        var accepted = await ReadAsync(await PostAsync("transcriptions", Order(ServeSpoken(), callbackUrl: Media.CallbackUrl)));
        return accepted["callback"]!["secret"]!.ToString();
    }

    private Task<Callback> CallbackAsync() => Eventually.GetAsync(() => Task.FromResult(Media.Callbacks.FirstOrDefault()), "a callback comes");

    /// <summary>Advances the clock in small steps until the callback came: the sender may not be asleep yet. It must not come before its time.</summary>
    private async Task PassAsync(TimeSpan pause, int callbacks)
    {
        var due = Clock.GetUtcNow() + pause;
        while (Clock.GetUtcNow() < due - TimeSpan.FromMilliseconds(500))
            Clock.Advance(TimeSpan.FromMilliseconds(500));
        Media.Callbacks.Should().HaveCount(callbacks - 1);
        await Eventually.HoldsAsync(
            () =>
            {
                if (Media.Callbacks.Count < callbacks)
                    Clock.Advance(TimeSpan.FromMilliseconds(500));
                return Media.Callbacks.Count == callbacks;
            },
            $"callback {callbacks} comes");
        await NotedAsync(callbacks);
    }

    // The next attempt is planned when this one is noted; a restart before that would make it again.
    private Task NotedAsync(int attempts) => Eventually.HoldsAsync(
        async () =>
        {
            await using var connection = new SqliteConnection($"Data Source={Path.Combine(Options.DataFolder, "sandbox.db")};Pooling=False");
            await connection.OpenAsync(Token);
            await using var command = connection.CreateCommand();
            command.CommandText = "SELECT MAX(Attempts) FROM Deliveries";
            return Convert.ToInt32(await command.ExecuteScalarAsync(Token), CultureInfo.InvariantCulture) >= attempts;
        },
        $"attempt {attempts} is noted");

    private static string Hmac(string secret, byte[] data) => Convert.ToHexStringLower(HMACSHA256.HashData(Encoding.UTF8.GetBytes(secret), data));
}
