using System.Net;

namespace Transcribe.Acceptance;

/// <summary>What a caller is told whose request cannot be done.</summary>
public sealed class RefusedRequestTests(SharedHost shared) : IClassFixture<SharedHost>
{
    [Theory]
    [InlineData("""{ "url": "not an address" }""")]
    [InlineData("""{ "link": "https://example.com/a.wav" }""")]
    [InlineData("[]")]
    public async Task Request_WithoutAUsableAddress_IsAnswered400WithProblemDetails(string body)
    {
        using var response = await PostAsync(body);

        response.StatusCode.Should().Be(HttpStatusCode.BadRequest);
        response.Content.Headers.ContentType!.MediaType.Should().Be("application/problem+json");
        (await response.ProblemAsync()).GetProperty("detail").GetString().Should().Contain("address of a recording");
    }

    [Fact]
    public async Task Request_WithBrokenJson_IsAnswered400AndLeavesNoRun()
    {
        using var response = await PostAsync("{ nonsense");

        response.StatusCode.Should().Be(HttpStatusCode.BadRequest);
    }

    [Fact]
    public async Task Recording_ThatIsNotThere_IsRefusedWithTheReasonAtTheCallerAndInTheStory()
    {
        using var response = await shared.Host.SubmitAsync(shared.Host.Address + "samples/no-such-file.wav");

        response.StatusCode.Should().Be(HttpStatusCode.UnprocessableEntity);
        await shared.Host.ShouldRefuseAsync(response, "404");
    }

    private async Task<HttpResponseMessage> PostAsync(string body)
    {
        using var client = new HttpClient();
        using var content = new StringContent(body, System.Text.Encoding.UTF8, "application/json");
        return await client.PostAsync(new Uri(shared.Host.Address, "workflows/transcribe"), content, TestContext.Current.CancellationToken);
    }
}
