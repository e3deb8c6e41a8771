using Transcribe.Engine.Server.Identity;
using Transcribe.Workflows.Host.Startup;

namespace Transcribe.Workflows.Host.CommandLine.Connecting;

/// <summary>A server, and the right to command it, for the time of one command.</summary>
internal sealed class ServerSession : IAsyncDisposable
{
    private readonly Func<Task> _close;

    private ServerSession(Uri address, string key, bool isOwn, Func<Task> close) => (Client, IsOwn, _close) = (new ServerClient(address, key), isOwn, close);

    private ServerSession(ServerSession inner, Action closed) => (Client, IsOwn, _close) = (inner.Client, inner.IsOwn, async () =>
    {
        await inner._close();
        closed();
    });

    /// <summary>Calls the server.</summary>
    public ServerClient Client { get; }

    /// <summary>Whether the server runs for this command, and ends with it.</summary>
    public bool IsOwn { get; }

    /// <summary>A server that somebody gave a key for.</summary>
    public static ServerSession Elsewhere(Uri address, string key) => new(address, key, isOwn: false, () => Task.CompletedTask);

    /// <summary>The server that has the data folder: whoever can read the folder may command it.</summary>
    public static async Task<ServerSession> JoinAsync(Uri address, ServiceProvider store, CancellationToken cancellationToken)
    {
        var keys = store.GetRequiredService<OperatorKeys>();
        var (id, key) = await keys.IssueAsync(Environment.UserName, cancellationToken);
        return new ServerSession(address, key, isOwn: false, async () =>
        {
            await keys.RevokeAsync(id, CancellationToken.None);
            await store.DisposeAsync();
        });
    }

    /// <summary>A server in this process, on a port that nobody knows.</summary>
    public static Task<ServerSession> StartAsync(string[] arguments, Terminal terminal, CancellationToken cancellationToken) =>
        StartAsync(arguments, server =>
        {
            if (server.App.Services.GetRequiredService<Administrators>().TakePassword() is { } password)
                terminal.Note($"A new data folder: {server.Settings.DataFolder}. Its first user is {Administrators.FirstName} with the password {password} (shown this once).");
        }, cancellationToken);

    /// <summary>A server in this process that has no workflows, takes every connection for given, and leaves nothing behind.</summary>
    public static async Task<ServerSession> StartForCheckingAsync(CancellationToken cancellationToken)
    {
        var folder = Directory.CreateTempSubdirectory("transcribe-check-").FullName;
        var session = await StartAsync(["--data", folder, "--workflows", folder, "--AcceptUnknownConnections", "true"], started: _ => { }, cancellationToken);
        return new ServerSession(session, () => Directory.Delete(folder, recursive: true));
    }

    private static async Task<ServerSession> StartAsync(string[] arguments, Action<Server> started, CancellationToken cancellationToken)
    {
        var server = await Server.BuildAsync([.. arguments, "--urls", "http://127.0.0.1:0"], Quieten);
        try
        {
            await server.App.StartAsync(cancellationToken);
            started(server);
            var keys = server.App.Services.GetRequiredService<OperatorKeys>();
            var (id, key) = await keys.IssueAsync(Environment.UserName, cancellationToken);
            return new ServerSession(new Uri(TryIt.AddressOf(server.App)), key, isOwn: true, async () =>
            {
                await keys.RevokeAsync(id, CancellationToken.None);
                await server.App.StopAsync(CancellationToken.None);
                await server.DisposeAsync();
            });
        }
        catch
        {
            await server.DisposeAsync();
            throw;
        }
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        Client.Dispose();
        await _close();
    }

    // The output is the command's; what the server has to complain about goes to the error stream.
    private static void Quieten(WebApplicationBuilder builder)
    {
        builder.Logging.ClearProviders();
        builder.Logging.AddConsole(console => console.LogToStandardErrorThreshold = LogLevel.Trace).SetMinimumLevel(LogLevel.Warning);
        builder.Logging.AddFilter(level => level >= LogLevel.Warning);
    }
}
