using System.Net;
using System.Text;
using Transcribe.Sandbox.Tests.Support;

namespace Transcribe.Sandbox.Tests.Http;

public sealed class EnvelopeTests : SandboxTest
{
    [Fact]
    public async Task UnknownAddress_IsAnEnvelope()
    {
        await CreateSut();

        await ShouldRefuseAsync(await Client.GetAsync("nothing", Token), HttpStatusCode.NotFound, "not_found");
    }

    [Fact]
    public async Task UnknownTranscription_IsNotFound()
    {
        await CreateSut();

        await ShouldRefuseAsync(await Client.GetAsync("transcriptions/4821", Token), HttpStatusCode.NotFound, "not_found");
        await ShouldRefuseAsync(await Client.GetAsync("transcriptions/nonsense/wait", Token), HttpStatusCode.NotFound, "not_found");
    }

    [Fact]
    public async Task WrongMethod_IsAnEnvelope()
    {
        await CreateSut();

        await ShouldRefuseAsync(await Client.DeleteAsync("me", Token), HttpStatusCode.MethodNotAllowed, "invalid_request");
    }

    [Theory]
    [InlineData("{ not json")]
    [InlineData("[1, 2]")]
    [InlineData("null")]
    [InlineData("{ \"duration_seconds\": \"long\" }")]
    public async Task MalformedBody_IsAnEnvelopeWithoutTrace(string body)
    {
        await CreateSut();
        using var content = new StringContent(body, Encoding.UTF8, "application/json");

        var response = await Client.PostAsync("transcriptions", content, Token);

        await ShouldRefuseAsync(response, HttpStatusCode.BadRequest, "invalid_request");
        (await response.Content.ReadAsStringAsync(Token)).Should().NotContain("Exception").And.NotContain("\\n");
    }

    [Fact]
    public async Task HugeBody_IsRefusedWhileReading()
    {
        await CreateSut();
        using var content = new ByteArrayContent(new byte[300 * 1024]);

        await ShouldRefuseAsync(await Client.PostAsync("transcriptions", content, Token), HttpStatusCode.RequestEntityTooLarge, "invalid_request");
    }

    [Fact]
    public async Task Root_TellsWhatThisIs()
    {
        await CreateSut();
        using var stranger = new HttpClient();

        (await stranger.GetStringAsync(Sut.BaseAddress, Token)).Should().Contain("sandbox");
    }

    [Fact]
    public async Task RateLimit_SixtyFirstInAMinute_IsToldWhenToComeBack()
    {
        await CreateSut(options => options.TimeProvider = Clock);
        for (var index = 0; index < 60; index++)
            (await Client.GetAsync("me", Token)).StatusCode.Should().Be(HttpStatusCode.OK);
        Clock.Advance(TimeSpan.FromSeconds(20));

        var refused = await Client.GetAsync("me", Token);

        await ShouldRefuseAsync(refused, HttpStatusCode.TooManyRequests, "rate_limited");
        refused.Headers.RetryAfter!.Delta.Should().Be(TimeSpan.FromSeconds(40));
        using var other = ClientFor(await Sut.CreateKeyAsync("other", cancellationToken: Token));
        (await other.GetAsync("me", Token)).StatusCode.Should().Be(HttpStatusCode.OK);

        Clock.Advance(TimeSpan.FromSeconds(40));
        (await Client.GetAsync("me", Token)).StatusCode.Should().Be(HttpStatusCode.OK);
    }
}
