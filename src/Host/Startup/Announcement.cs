using Transcribe.Engine.Server.Identity;
using Transcribe.Workflows.Host.Api;
using Transcribe.Workflows.Host.Shell;

namespace Transcribe.Workflows.Host.Startup;

/// <summary>What the host says when it listens: where, in which mode, where data is, and how to try it.</summary>
internal static class Announcement
{
    public static void Announce(this WebApplication app, HostSettings settings, TranscribeApi api) =>
        app.Lifetime.ApplicationStarted.Register(() => Console.WriteLine(
            Text(TryIt.AddressOf(app), TryIt.Line(app, settings, api), settings, api, app.Services.GetRequiredService<Administrators>().TakePassword())));

    private static string Text(string address, string tryIt, HostSettings settings, TranscribeApi api, string? password) => $"""

        Transcribe.Workflows listens on {address}
        Start page {address}/
        Designer   {address}{StudioShell.BasePath}/{SignIn(password)}
        Mode       {Mode(api)}
        Data       {settings.DataFolder}
        Summaries  {settings.FilesFolder}{Exposure(settings)}

        Try it{(api.IsSandbox ? string.Empty : ", for the price of one minute")}:
        {tryIt}

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
}
