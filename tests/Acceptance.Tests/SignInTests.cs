using System.Net;
using System.Net.Http.Json;
using System.Text.Json;

namespace Transcribe.Acceptance;

/// <summary>Who may ask the host what, from its first start on.</summary>
public sealed class SignInTests : IDisposable
{
    private readonly TempFolder _data = new();
    private readonly HttpClient _stranger = new();

    public void Dispose()
    {
        _stranger.Dispose();
        _data.Dispose();
    }

    [Fact]
    public async Task FirstStart_PrintsAPasswordOnce_ThatSignsInAndIsStoredNowhere()
    {
        string password;
        await using (var host = await ChildHost.StartAsync(_data.Path))
        {
            password = host.Password;
            host.Output.Split(password).Should().HaveCount(2, "it is printed once");
            using var admin = await host.SignInAsync();
            using var response = await admin.GetAsync(new Uri("elsa/api/workflow-definitions", UriKind.Relative), Token);
            response.StatusCode.Should().Be(HttpStatusCode.OK);
        }

        await using (var host = await ChildHost.StartAsync(_data.Path))
        {
            host.Output.Should().NotContain("with the password");
            using var admin = await host.SignInAsync(password: password);
            admin.DefaultRequestHeaders.Authorization.Should().NotBeNull();
        }

        foreach (var file in Directory.EnumerateFiles(_data.Path, "*", SearchOption.AllDirectories))
            (await File.ReadAllTextAsync(file, System.Text.Encoding.Latin1, Token)).Should().NotContain(password);
    }

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
        await using var host = await ChildHost.StartAsync(_data.Path);

        using var response = await _stranger.GetAsync(new Uri(host.Address, path), Token);

        response.StatusCode.Should().Be(HttpStatusCode.Unauthorized);
    }

    [Fact]
    public async Task StoryLink_GivenToTheCaller_OpensItsRunOnly()
    {
        await using var host = await ChildHost.StartAsync(_data.Path);
        var (first, second) = (await StartAsync(host), await StartAsync(host));

        (await StatusAsync(first)).Should().Be(HttpStatusCode.OK);
        (await StatusAsync(new UriBuilder(first) { Query = string.Empty }.Uri)).Should().Be(HttpStatusCode.Unauthorized);
        (await StatusAsync(new UriBuilder(first) { Query = second.Query }.Uri)).Should().Be(HttpStatusCode.Unauthorized);
        using var admin = await host.SignInAsync();
        (await admin.GetStringAsync(new UriBuilder(first) { Query = string.Empty }.Uri, Token)).Should().Contain("Transcribe a URL");
    }

    [Fact]
    public async Task LostPassword_Reset_IsPrintedOnceAndSignsIn()
    {
        await using var host = await ChildHost.StartAsync(_data.Path);
        using var before = await host.SignInAsync();

        await using var reset = await ChildHost.StartAsync(_data.Path, null, "--reset-admin");
        (await reset.ExitAsync()).Should().Be(0);

        await Eventually.HoldsAsync(() => reset.Output.Contains("new password ", StringComparison.Ordinal), "the password is printed");
        var password = reset.Output.Split("new password ")[1].Split('\n')[0].Trim();
        using var after = await host.SignInAsync(password: password);
        using var refused = await before.GetAsync(new Uri("elsa/api/workflow-definitions", UriKind.Relative), Token);
        refused.StatusCode.Should().Be(HttpStatusCode.Unauthorized, "the reset ended the sessions");
    }

    private async Task<Uri> StartAsync(ChildHost host)
    {
        using var response = await _stranger.PostAsJsonAsync(
            new Uri(host.Address, "workflows/transcribe"), new { url = host.Address + "samples/team-meeting.wav" }, Token);
        response.StatusCode.Should().Be(HttpStatusCode.Accepted, await response.Content.ReadAsStringAsync(Token));
        return new Uri((await response.Content.ReadFromJsonAsync<JsonElement>(Token)).GetProperty("status").GetString()!);
    }

    private async Task<HttpStatusCode> StatusAsync(Uri address)
    {
        using var response = await _stranger.GetAsync(address, Token);
        return response.StatusCode;
    }

    private static CancellationToken Token => TestContext.Current.CancellationToken;
}
