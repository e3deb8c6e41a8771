using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Transcribe.Workflows.Host.Api;
using Transcribe.Workflows.Host.Composition;

namespace Transcribe.Workflows.Host.Startup;

/// <summary>The line that tries the server out, the same on the console and on the start page.</summary>
internal static class TryIt
{
    /// <summary>A line for a terminal on this machine.</summary>
    public static string Line(WebApplication app, HostSettings settings, TranscribeApi api)
    {
        var address = AddressOf(app);
        return $"curl -sS -X POST {address}/workflows/transcribe -H \"Content-Type: application/json\" -d \"{Body(address, settings, api)}\"";
    }

    /// <summary>Where this machine reaches the server.</summary>
    public static string AddressOf(WebApplication app) => AddressOf(app.Services.GetRequiredService<IServer>())!;

    /// <summary>Where this machine reaches the server; null: it does not listen yet.</summary>
    public static string? AddressOf(IServer server) =>
        server.Features.Get<IServerAddressesFeature>()?.Addresses.FirstOrDefault()?.TrimEnd('/').Replace("://[::]", "://127.0.0.1").Replace("://0.0.0.0", "://127.0.0.1");

    // Without a public address the vendor cannot fetch the sample; then it is uploaded.
    private static string Body(string address, HostSettings settings, TranscribeApi api) =>
        $"{{\\\"url\\\":\\\"{(api.IsSandbox ? address : settings.PublicUrl?.GetLeftPart(UriPartial.Authority) ?? address)}{Web.SamplePath}\\\"}}";
}
