using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Transcribe.Engine.Server.Identity;
using Transcribe.Workflows.Host.Api;
using Transcribe.Workflows.Host.Composition;
using Transcribe.Workflows.Host.Shell;

namespace Transcribe.Workflows.Host.Startup;

/// <summary>What the host says when it listens: where, in which mode, where data is, and how to try it.</summary>
internal static class Announcement
{
    public static void Announce(this WebApplication app, HostSettings settings, TranscribeApi api) =>
        app.Lifetime.ApplicationStarted.Register(() => Console.WriteLine(
            Text(AddressOf(app), settings, api, app.Services.GetRequiredService<Administrators>().TakePassword())));

    private static string Text(string address, HostSettings settings, TranscribeApi api, string? password) => $"""

        Transcribe.Workflows listens on {address}
        Designer   {address}{StudioShell.BasePath}/{SignIn(password)}
        Mode       {Mode(api)}
        Data       {settings.DataFolder}
        Summaries  {settings.FilesFolder}{Exposure(settings)}

        Try it{(api.IsSandbox ? string.Empty : ", for the price of one minute")}:
        curl -sS -X POST {address}/workflows/transcribe -H "Content-Type: application/json" -d "{Body(address, settings, api)}"

        """;

    // Printed and never logged: this is the only place where the password is ever seen.
    private static string SignIn(string? password) => password is null
        ? string.Empty
        : $"{Environment.NewLine}Sign in    as {Administrators.FirstName} with the password {password} (shown this once; lost: --reset-admin)";

    private static string Exposure(HostSettings settings) => settings.IsLoopbackOnly
        ? string.Empty
        : $"{Environment.NewLine}EXPOSED    Whoever reaches this address can start workflows whose HTTP endpoints do not ask for a sign-in, and passwords travel unencrypted: put a proxy with TLS before it.";

    private static string Mode(TranscribeApi api) => api.IsSandbox
        ? $"SANDBOX: a local transcribe.so at {api.BaseUrl} with play money. Set TRANSCRIBE_API_KEY to use the real one."
        : $"LIVE: {api.BaseUrl?.ToString() ?? "https://transcribe.so/"}; jobs cost money.";

    // Without a public address the vendor cannot fetch the sample; then it is uploaded.
    private static string Body(string address, HostSettings settings, TranscribeApi api) =>
        $"{{\\\"url\\\":\\\"{(api.IsSandbox ? address : settings.PublicUrl?.GetLeftPart(UriPartial.Authority) ?? address)}{Web.SamplePath}\\\"}}";

    private static string AddressOf(WebApplication app)
    {
        var address = app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First();
        return address.TrimEnd('/').Replace("://[::]", "://127.0.0.1").Replace("://0.0.0.0", "://127.0.0.1");
    }
}
