using System.Net;

namespace Transcribe.Engine.Server.Tests.Studio;

/// <summary>The API asks for no password yet, so it answers only callers on this machine.</summary>
public sealed class LocalCallersTests(StudioServer server) : IClassFixture<StudioServer>
{
    [Theory]
    [InlineData("Origin", "https://attacker.example", "other sites")]
    [InlineData("Origin", "null", "other sites")]
    [InlineData("Host", "attacker.example", "attacker.example")]
    [InlineData("X-Forwarded-For", "203.0.113.7", "through a proxy")]
    [InlineData("Via", "1.1 proxy", "through a proxy")]
    public async Task Request_FromElsewhere_IsRefusedWithTheReason(string header, string value, string reason)
    {
        using var response = await SendAsync(header, value);

        response.StatusCode.Should().Be(HttpStatusCode.Forbidden);
        (await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken)).Should().Contain(reason);
    }

    [Fact]
    public async Task Request_OfAPageOfThisServer_IsAnswered()
    {
        using var response = await SendAsync("Origin", server.Client.BaseAddress!.GetLeftPart(UriPartial.Authority));

        response.StatusCode.Should().Be(HttpStatusCode.OK);
    }

    private async Task<HttpResponseMessage> SendAsync(string header, string value)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, new Uri("/elsa/api/features/installed", UriKind.Relative));
        request.Headers.TryAddWithoutValidation(header, value);
        return await server.Client.SendAsync(request, TestContext.Current.CancellationToken);
    }
}
