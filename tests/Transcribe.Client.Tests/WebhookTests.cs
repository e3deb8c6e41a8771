using System.Security.Cryptography;
using System.Text;
using Microsoft.Extensions.Primitives;
using Microsoft.Extensions.Time.Testing;

namespace Transcribe.Client.Tests;

public sealed class WebhookTests
{
    private const string Secret = "whsec_current";

    private readonly FakeTimeProvider clock = new(DateTimeOffset.FromUnixTimeSeconds(1_760_000_000));
    private readonly WebhookOptions plain = new();
    private readonly WebhookOptions timed = new() { Scheme = WebhookScheme.TimestampedV1 };
    private readonly byte[] body = """{"type":"transcription.completed","data":{"id":4821}}"""u8.ToArray();

    [Fact]
    public void Webhook_SignedBody_IsAnEvent()
    {
        var result = Verify(body, $"sha256={Hex(body, Secret)}", plain);

        result.IsValid.Should().BeTrue();
        result.Rejection.Should().Be(WebhookRejection.None);
        result.Event!.Type.Should().Be("transcription.completed");
        result.Event.TranscriptionId.Should().Be(new TranscriptionId("4821"));
        result.Event.SignedAt.Should().BeNull();
        result.Event.Body.GetProperty("data").GetProperty("id").GetInt32().Should().Be(4821);
    }

    [Fact]
    public void Webhook_TamperedBody_IsRejected()
    {
        var signature = Hex(body, Secret);
        var tampered = body.ToArray();
        tampered[^4]++;

        Verify(tampered, $"sha256={signature}", plain).Rejection.Should().Be(WebhookRejection.WrongSignature);
        Verify(tampered, Timed(body, Now), timed).Rejection.Should().Be(WebhookRejection.WrongSignature);
    }

    [Fact]
    public async Task Webhook_ReplayedEvent_IsIgnored()
    {
        var guard = new InMemoryWebhookReplayGuard(clock, timed.Tolerance * 2);
        var first = Verify(body, Timed(body, Now), timed).Event!;
        var again = Verify(body, Timed(body, Now), timed).Event!;
        byte[] otherBody = """{"type":"transcription.completed","data":{"id":4822}}"""u8.ToArray();
        var other = Verify(otherBody, Timed(otherBody, Now), timed).Event!;

        (await guard.TryAcceptAsync(first, TestContext.Current.CancellationToken)).Should().BeTrue();
        clock.Advance(timed.Tolerance);
        (await guard.TryAcceptAsync(again, TestContext.Current.CancellationToken)).Should().BeFalse();
        (await guard.TryAcceptAsync(other, TestContext.Current.CancellationToken)).Should().BeTrue();
        clock.Advance(timed.Tolerance);
        (await guard.TryAcceptAsync(again, TestContext.Current.CancellationToken)).Should().BeTrue("by then its signature is too old to pass");
        Verify(body, Timed(body, 1_760_000_000), timed).Rejection.Should().Be(WebhookRejection.OutsideTolerance);
    }

    [Fact]
    public void Webhook_OwnEventId_NamesIt()
    {
        var named = """{"event_id":"evt_1","transcription_id":"tr_7"}"""u8.ToArray();

        var result = Verify(named, $"sha256={Hex(named, Secret)}", plain).Event!;

        result.Key.Should().Be("evt_1");
        result.TranscriptionId!.Value.Value.Should().Be("tr_7");
        result.Type.Should().BeNull();
    }

    [Fact]
    public void Webhook_SecretsRotate_EitherIsAccepted()
    {
        foreach (var secret in new[] { "whsec_old", Secret })
            Verify(body, $"sha256={Hex(body, secret)}", plain, "whsec_old", Secret).IsValid.Should().BeTrue();

        Verify(body, $"sha256={Hex(body, "whsec_older")}", plain, "whsec_old", Secret).Rejection.Should().Be(WebhookRejection.WrongSignature);
    }

    [Fact]
    public void Webhook_SeveralSignaturesInTheHeader_OneIsEnough()
    {
        var header = $"t={Now},v1={Hex("x"u8, Secret)},v1={Hex([.. Encoding.ASCII.GetBytes($"{Now}."), .. body], Secret)},v0=zz";

        Verify(body, header, timed).IsValid.Should().BeTrue();
    }

    [Theory]
    [InlineData(0, true)]
    [InlineData(300, true)]
    [InlineData(-300, true)]
    [InlineData(301, false)]
    [InlineData(-301, false)]
    public void Webhook_SignedTime_MustBeWithinTheTolerance(int age, bool isValid)
    {
        var result = Verify(body, Timed(body, Now - age), timed);

        result.IsValid.Should().Be(isValid);
        result.Rejection.Should().Be(isValid ? WebhookRejection.None : WebhookRejection.OutsideTolerance);
    }

    [Fact]
    public void Webhook_TimeOfAnotherSignature_IsRejected()
    {
        var old = Timed(body, Now - 4000);

        Verify(body, old.Replace($"t={Now - 4000}", $"t={Now}"), timed).Rejection.Should().Be(WebhookRejection.WrongSignature);
    }

    [Theory]
    [InlineData("")]
    [InlineData("sha256=")]
    [InlineData("sha256=zz")]
    [InlineData("md5=00")]
    public void Webhook_HeaderIsNoSignature_IsMalformedOrMissing(string header) =>
        Verify(body, header, plain).Rejection.Should().Be(header.Length == 0 ? WebhookRejection.MissingSignature : WebhookRejection.MalformedSignature);

    [Theory]
    [InlineData("v1={0}")]
    [InlineData("t=abc,v1={0}")]
    [InlineData("t=-5,v1={0}")]
    [InlineData("t=1,t=2,v1={0}")]
    [InlineData("t=99999999999999999,v1={0}")]
    [InlineData("t=1760000000")]
    public void Webhook_TimedHeaderIsIncomplete_IsMalformed(string header) =>
        Verify(body, header.Replace("{0}", Hex(body, Secret)), timed).Rejection.Should().Be(WebhookRejection.MalformedSignature);

    [Fact]
    public void Webhook_NoHeader_IsMissing() =>
        TranscribeWebhook.Verify(body, [], [Secret], plain, clock.GetUtcNow()).Rejection.Should().Be(WebhookRejection.MissingSignature);

    [Fact]
    public void Webhook_HeaderOfAnotherName_IsASetting()
    {
        var headers = new Dictionary<string, StringValues> { ["x-vendor-signature"] = $"sha256={Hex(body, Secret)}" };

        TranscribeWebhook.Verify(body, headers, [Secret], plain with { Header = "X-Vendor-Signature" }, clock.GetUtcNow()).IsValid.Should().BeTrue();
    }

    [Fact]
    public void Webhook_NoSecretKnown_SaysSo() => Verify(body, "sha256=00", plain, "").Rejection.Should().Be(WebhookRejection.NoSecret);

    [Theory]
    [InlineData("not json")]
    [InlineData("[1]")]
    [InlineData("")]
    public void Webhook_SignedBodyIsNoObject_IsMalformed(string text)
    {
        var bytes = Encoding.UTF8.GetBytes(text);

        Verify(bytes, $"sha256={Hex(bytes, Secret)}", plain).Rejection.Should().Be(WebhookRejection.MalformedBody);
    }

    private long Now => clock.GetUtcNow().ToUnixTimeSeconds();

    private WebhookVerification Verify(byte[] raw, string header, WebhookOptions options, params string[] secrets) => TranscribeWebhook.Verify(
        raw,
        new Dictionary<string, StringValues> { [options.Header] = header },
        secrets.Length == 0 ? [Secret] : secrets,
        options,
        clock.GetUtcNow());

    private static string Timed(byte[] raw, long time) => $"t={time},v1={Hex([.. Encoding.ASCII.GetBytes($"{time}."), .. raw], Secret)}";

    private static string Hex(ReadOnlySpan<byte> content, string secret) =>
        Convert.ToHexStringLower(HMACSHA256.HashData(Encoding.UTF8.GetBytes(secret), content));
}
