using System.Net.Http.Json;
using System.Text.Json;

namespace Transcribe.Acceptance;

/// <summary>What a caller without an account asks of a host, and is told.</summary>
internal static class ChildHostCalls
{
    private static readonly HttpClient Stranger = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    /// <summary>Asks for a transcript.</summary>
    public static Task<HttpResponseMessage> SubmitAsync(this ChildHost host, string recording) =>
        Stranger.PostAsJsonAsync(new Uri(host.Address, "workflows/transcribe"), new { url = recording }, Token);

    /// <summary>The reason of a refusal stands in the answer and in the story to which it leads.</summary>
    public static async Task ShouldRefuseAsync(this ChildHost host, HttpResponseMessage response, string words)
    {
        var problem = await response.ProblemAsync();
        problem.GetProperty("detail").GetString().Should().Contain(words);
        problem.GetRawText().Should().NotContain("   at ");
        (await StoryAsync(new Uri(host.Address, problem.GetProperty("run").GetString()).ToString(), "Failed after")).Should().Contain(words);
    }

    /// <summary>An answer as problem details.</summary>
    public static Task<JsonElement> ProblemAsync(this HttpResponseMessage response) => response.Content.ReadFromJsonAsync<JsonElement>(Token);

    /// <summary>A run's story, once it has these words.</summary>
    public static Task<string> StoryAsync(string url, string words) => Eventually.GetAsync(
        async () => await Stranger.GetStringAsync(new Uri(url), Token) is { } story && story.Contains(words, StringComparison.Ordinal) ? story : null, $"the story says '{words}'");
}
