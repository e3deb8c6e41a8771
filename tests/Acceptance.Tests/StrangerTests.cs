using System.Net;
using System.Net.Http.Json;
using System.Text.Json;

namespace Transcribe.Acceptance;

/// <summary>Who may ask the host what.</summary>
public sealed class StrangerTests(SharedHost shared) : IClassFixture<SharedHost>, IDisposable
{
    private readonly HttpClient _stranger = new();

    private ChildHost Host => shared.Host;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public void Dispose() => _stranger.Dispose();

    [Theory]
    [InlineData("elsa/api/workflow-definitions")]
    [InlineData("elsa/api/workflow-instances")]
    [InlineData("elsa/api/features/installed")]
    [InlineData("elsa/api/identity/users")]
    [InlineData("elsa/api/audit-log")]
    [InlineData("elsa/api/no/such/route")]
    [InlineData("runs/0123456789")]
    public async Task Stranger_OnThisMachineToo_IsAskedToSignIn(string path)
    {
        using var response = await _stranger.GetAsync(new Uri(Host.Address, path), Token);

        response.StatusCode.Should().Be(HttpStatusCode.Unauthorized);
    }

    [Fact]
    public async Task StoryLink_GivenToTheCaller_OpensItsRunOnly()
    {
        var (first, second) = (await StartAsync(), await StartAsync());

        (await StatusAsync(first)).Should().Be(HttpStatusCode.OK);
        (await StatusAsync(new UriBuilder(first) { Query = string.Empty }.Uri)).Should().Be(HttpStatusCode.Unauthorized);
        (await StatusAsync(new UriBuilder(first) { Query = second.Query }.Uri)).Should().Be(HttpStatusCode.Unauthorized);
        using var admin = await Host.SignInAsync();
        (await admin.GetStringAsync(new UriBuilder(first) { Query = string.Empty }.Uri, Token)).Should().Contain("Transcribe a URL");
    }

    [Fact]
    public async Task CallsOfTheDocument_Pasted_SignInAndListRuns()
    {
        Component.Curl.Require();
        var document = await File.ReadAllTextAsync(Path.Combine(Repository.Root, "docs", "security.md"), Token);
        var lines = document.Split("```sh\n").Single(part => part.StartsWith("token=", StringComparison.Ordinal)).Split("```")[0];

        var answer = await Shell.PasteAsync(lines.Replace("http://127.0.0.1:5080/", Host.Address.ToString()).Replace("\"…\"", $"\"{Host.Password}\""));

        answer.Should().Contain("\"totalCount\"");
    }

    private async Task<Uri> StartAsync()
    {
        using var response = await _stranger.PostAsJsonAsync(
            new Uri(Host.Address, "workflows/transcribe"), new { url = Host.Address + "samples/team-meeting.wav" }, Token);
        response.StatusCode.Should().Be(HttpStatusCode.Accepted, await response.Content.ReadAsStringAsync(Token));
        return new Uri((await response.Content.ReadFromJsonAsync<JsonElement>(Token)).GetProperty("status").GetString()!);
    }

    private async Task<HttpStatusCode> StatusAsync(Uri address)
    {
        using var response = await _stranger.GetAsync(address, Token);
        return response.StatusCode;
    }
}
