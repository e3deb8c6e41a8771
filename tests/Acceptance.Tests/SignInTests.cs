using System.Net;

namespace Transcribe.Acceptance;

/// <summary>How the first administrator comes in, and back in.</summary>
public sealed class SignInTests : IDisposable
{
    private readonly TempFolder _data = new();

    public void Dispose() => _data.Dispose();

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

    private static CancellationToken Token => TestContext.Current.CancellationToken;
}
