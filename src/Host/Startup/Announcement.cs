using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Transcribe.Workflows.Host.Api;
using Transcribe.Workflows.Host.Composition;
using Transcribe.Workflows.Host.Shell;

namespace Transcribe.Workflows.Host.Startup;

/// <summary>What the host says when it listens: where, in which mode, where data is, and how to try it.</summary>
internal static class Announcement
{
    public static void Announce(this WebApplication app, HostSettings settings, TranscribeApi api) =>
        app.Lifetime.ApplicationStarted.Register(() => Console.WriteLine(Text(AddressOf(app), settings, api)));

    private static string Text(string address, HostSettings settings, TranscribeApi api) => $"""

        Transcribe.Workflows listens on {address}
        Designer   {address}{StudioShell.BasePath}/
        Mode       {Mode(api)}
        Data       {settings.DataFolder}
        Summaries  {settings.FilesFolder}{Exposure(settings)}

        Try it{(api.IsSandbox ? string.Empty : ", for the price of one minute")}:
        curl -sS -X POST {address}/workflows/transcribe -H "Content-Type: application/json" -d "{Body(address, settings, api)}"

        """;

    private static string Exposure(HostSettings settings) => settings.IsLoopbackOnly
        ? string.Empty
        : $"{Environment.NewLine}EXPOSED    Whoever reaches this address can start workflows that cost money: put a proxy with a login before it.";

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
