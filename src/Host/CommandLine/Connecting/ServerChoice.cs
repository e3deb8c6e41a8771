using System.CommandLine;
using Transcribe.Workflows.Host.Composition;
using Transcribe.Workflows.Host.Startup;

namespace Transcribe.Workflows.Host.CommandLine.Connecting;

/// <summary>Finds the server that a command works with: the one that was named, the one that has the data folder, or one of its own.</summary>
internal sealed class ServerChoice(Terminal terminal)
{
    public const string ServerVariable = "TRANSCRIBE_WORKFLOWS_SERVER";

    // No option: what stands in a command line, everybody on the machine can read.
    public const string KeyVariable = "TRANSCRIBE_WORKFLOWS_KEY";

    private const int MaxTries = 60;

    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(500);

    /// <summary>The settings of the data folder that a command names.</summary>
    public static HostSettings SettingsOf(ParseResult parsed) => HostSettings.Read(ConfigurationOf(parsed));

    /// <summary>The configuration that a server with the same arguments would have.</summary>
    public static IConfiguration ConfigurationOf(ParseResult parsed) => HostSettings.Configure(ArgumentsOf(parsed));

    /// <summary>Whether the server is named by its address, so that its settings are not known here.</summary>
    public static bool IsElsewhere(ParseResult parsed) => NamedBy(parsed) is not null;

    /// <summary>Opens a session with the server.</summary>
    /// <exception cref="CommandException">There is no way in.</exception>
    public async Task<ServerSession> OpenAsync(ParseResult parsed, CancellationToken cancellationToken)
    {
        if (NamedBy(parsed) is { } named)
            return ServerSession.Elsewhere(named, KeyFor(named));

        var settings = SettingsOf(parsed);
        for (var tries = 1; ; tries++)
        {
            if (DataFolderClaim.FindServer(settings.DataFolder) is { } running)
                return await ServerSession.JoinAsync(running, IdentityComposition.OpenIdentity(settings), cancellationToken);

            try
            {
                return await ServerSession.StartAsync(ArgumentsOf(parsed), terminal, cancellationToken);
            }
            catch (DataFolderTakenException) when (tries < MaxTries)
            {
                // A server that starts says soon where it is; one that stops lets go soon.
                await Task.Delay(Pause, TimeProvider.System, cancellationToken);
            }
        }
    }

    /// <summary>Opens a session with a server that can check workflows: one that runs, or one that knows nothing and leaves nothing behind.</summary>
    public async Task<ServerSession> OpenToCheckAsync(ParseResult parsed, CancellationToken cancellationToken) =>
        NamedBy(parsed) is not null || (parsed.GetValue(GlobalOptions.Data) ?? HostSettings.DefaultDataFolder) is var folder && DataFolderClaim.FindServer(folder) is not null
            ? await OpenAsync(parsed, cancellationToken)
            : await ServerSession.StartForCheckingAsync(cancellationToken);

    private static Uri? NamedBy(ParseResult parsed) => parsed.GetValue(GlobalOptions.Server) ?? AddressOf(Environment.GetEnvironmentVariable(ServerVariable));

    private static string[] ArgumentsOf(ParseResult parsed) =>
    [
        .. parsed.GetValue(GlobalOptions.Data) is { } data ? ["--data", data] : Array.Empty<string>(),
        .. parsed.GetValue(GlobalOptions.Workflows) is { } workflows ? ["--workflows", workflows] : Array.Empty<string>(),
    ];

    private static Uri? AddressOf(string? text) => string.IsNullOrWhiteSpace(text)
        ? null
        : Uri.TryCreate(text, UriKind.Absolute, out var address) ? address : throw new CommandException($"{ServerVariable} is no address: '{text}'.");

    private static string KeyFor(Uri server) => Environment.GetEnvironmentVariable(KeyVariable) is { Length: > 0 } key
        ? key
        : throw new CommandException($"A key for {server} is needed in {KeyVariable}. Make one there: transcribe-workflows key add NAME --role operator");
}
