using System.Net;
using Transcribe.Sandbox.Tests.Support;

namespace Transcribe.Sandbox.Tests.Idempotency;

public sealed class IdempotencyTests : SandboxTest
{
    [Fact]
    public async Task Create_SameKeyAndBody_ReplaysByteForByte_AndPaysOnce()
    {
        await CreateSut();
        var order = Order(ServeSpoken(), callbackUrl: Media.CallbackUrl);

        var first = await PostAsync("transcriptions", order, "once");
        var second = await PostAsync("transcriptions", order, "once");

        second.StatusCode.Should().Be(HttpStatusCode.Accepted);
        (await second.Content.ReadAsByteArrayAsync(Token)).Should().Equal(await first.Content.ReadAsByteArrayAsync(Token));
        second.Headers.GetValues("X-Request-Id").Should().NotEqual(first.Headers.GetValues("X-Request-Id"));
        (await Sut.GetLedgerAsync()).Should().ContainSingle();
    }

    [Fact]
    public async Task Create_SameKeyOtherBody_IsRejected_AndTheFirstAnswerStays()
    {
        await CreateSut();
        var order = Order(ServeSpoken());
        await PostAsync("transcriptions", order, "once");

        var other = await PostAsync("transcriptions", Order(ServeSpoken("other.wav")), "once");

        await ShouldRefuseAsync(other, HttpStatusCode.BadRequest, "invalid_request", "idempotency_key_reused");
        (await PostAsync("transcriptions", order, "once")).StatusCode.Should().Be(HttpStatusCode.Accepted);
        (await Sut.GetLedgerAsync()).Should().ContainSingle();
    }

    [Fact]
    public async Task Create_Refused_TheRefusalIsReplayed_EvenWhenItWouldSucceedNow()
    {
        await CreateSut();
        var order = Order(ServeSpoken());
        await Sut.SetWalletAsync(0, 0, Token);
        var first = await PostAsync("transcriptions", order, "once");
        await Sut.SetWalletAsync(5, 5, Token);

        var second = await PostAsync("transcriptions", order, "once");

        second.StatusCode.Should().Be(HttpStatusCode.PaymentRequired);
        (await second.Content.ReadAsByteArrayAsync(Token)).Should().Equal(await first.Content.ReadAsByteArrayAsync(Token));
        (await PostAsync("transcriptions", order, "another")).StatusCode.Should().Be(HttpStatusCode.Accepted);
    }

    [Fact]
    public async Task Create_FirstIsStillInFlight_Is409_ThenReplays()
    {
        await CreateSut();
        var asked = new TaskCompletionSource();
        var go = new TaskCompletionSource();
        var url = Media.Serve("slow.wav", async http =>
        {
            asked.TrySetResult();
            await go.Task;
            await http.Response.Body.WriteAsync(Wav.Silence(1), Token);
        });
        var first = PostAsync("transcriptions", Order(url), "once");
        await asked.Task.WaitAsync(Token);

        var second = await PostAsync("transcriptions", Order(url), "once");

        await ShouldRefuseAsync(second, HttpStatusCode.Conflict, "not_ready");
        second.Headers.RetryAfter!.Delta.Should().Be(TimeSpan.FromSeconds(1));
        go.SetResult();
        var accepted = await (await first).Content.ReadAsStringAsync(Token);
        (await (await PostAsync("transcriptions", Order(url), "once")).Content.ReadAsStringAsync(Token)).Should().Be(accepted);
    }

    [Fact]
    public async Task Create_ServerFault_IsNotHeldAgainstTheKey()
    {
        await CreateSut();
        var broken = true;
        var url = Media.Serve("moody.wav", async http =>
        {
            if (broken)
                http.Response.StatusCode = 503;
            else
                await http.Response.Body.WriteAsync(Wav.Silence(1), Token);
        });
        await ShouldRefuseAsync(await PostAsync("transcriptions", Order(url), "once"), HttpStatusCode.ServiceUnavailable, "probe_unavailable");
        broken = false;

        (await PostAsync("transcriptions", Order(url), "once")).StatusCode.Should().Be(HttpStatusCode.Accepted);
    }

    [Fact]
    public async Task Create_OtherApiKeyOfTheAccount_AfterARestart_Replays()
    {
        await CreateSut();
        var order = Order(ServeSpoken());
        var first = await (await PostAsync("transcriptions", order, "once")).Content.ReadAsStringAsync(Token);
        await CreateSut();
        Client.DefaultRequestHeaders.Authorization = new("Bearer", await Sut.RotateKeyAsync("after restart", cancellationToken: Token));

        var second = await PostAsync("transcriptions", order, "once");

        (await second.Content.ReadAsStringAsync(Token)).Should().Be(first);
        (await Sut.GetLedgerAsync()).Should().ContainSingle();
    }

    [Fact]
    public async Task Create_After24Hours_TheKeyIsNew()
    {
        await CreateSut(options => options.TimeProvider = Clock);
        var order = Order(ServeSpoken());
        await PostAsync("transcriptions", order, "once");
        Clock.Advance(TimeSpan.FromHours(24) - TimeSpan.FromSeconds(1));
        await PostAsync("transcriptions", order, "once");
        (await Sut.GetLedgerAsync()).Should().ContainSingle();

        Clock.Advance(TimeSpan.FromSeconds(1));
        await PostAsync("transcriptions", order, "once");

        (await Sut.GetLedgerAsync()).Should().HaveCount(2);
    }

    [Fact]
    public async Task Create_AnswerIsLostAfterAcceptance_RepeatingPaysOnce()
    {
        await CreateSut();
        var order = Order(ServeSpoken());
        Sut.Faults.Add(new SandboxFault { Method = "POST", Path = "/api/v1/transcriptions", Status = 502, AfterHandling = true });

        (await PostAsync("transcriptions", order, "once")).StatusCode.Should().Be(HttpStatusCode.BadGateway);
        (await PostAsync("transcriptions", order, "once")).StatusCode.Should().Be(HttpStatusCode.Accepted);

        (await Sut.GetLedgerAsync()).Should().ContainSingle();
    }

    [Fact]
    public async Task Create_KeyTooLong_IsRefused()
    {
        await CreateSut();

        await ShouldRefuseAsync(await PostAsync("quotes", Order("http://x"), new string('k', 129)), HttpStatusCode.BadRequest, "invalid_request");
    }
}
