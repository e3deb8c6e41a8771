using Transcribe.Sandbox.Account;
using Transcribe.Sandbox.Jobs;
using Transcribe.Sandbox.Storage;
using Transcribe.Sandbox.Wallet;

namespace Transcribe.Sandbox;

/// <summary>A running sandbox: a transcribe.so API, v1, on a web server of its own in this process.</summary>
public sealed class SandboxServer : IAsyncDisposable
{
    private static readonly TimeSpan StopPatience = TimeSpan.FromSeconds(5);
    private readonly WebApplication app;

    private SandboxServer(WebApplication app)
    {
        this.app = app;
        BaseAddress = app.Services.GetRequiredService<ServerAddress>().Value;
        Faults = app.Services.GetRequiredService<SandboxFaults>();
    }

    /// <summary>Where it listens, such as <c>http://127.0.0.1:4010/</c>; the API is under <c>api/v1</c>.</summary>
    public Uri BaseAddress { get; }

    /// <summary>Faults on demand.</summary>
    public SandboxFaults Faults { get; }

    /// <summary>Starts a sandbox; jobs that were in flight when the last one on this data folder stopped are taken up again.</summary>
    /// <exception cref="ArgumentException">Options are wrong; the message names every fault.</exception>
    /// <exception cref="InvalidOperationException">The data folder is in use, or of another version.</exception>
    /// <exception cref="IOException">The address is in use.</exception>
    public static async Task<SandboxServer> StartAsync(SandboxOptions options, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(options);
        options.Validate();

        // Nothing of the surrounding process leaks in: no settings file, no environment, no arguments.
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore().ConfigureKestrel(kestrel => kestrel.AddServerHeader = false).UseUrls(options.Url);
        builder.Services.AddSingleton(options.LoggerFactory).AddLogging();
        builder.Services.AddSandbox(options);
        var web = builder.Build();
        try
        {
            await web.Services.GetRequiredService<Store>().OpenAsync(cancellationToken);
            await web.Services.GetRequiredService<JobScheduler>().ResumeAsync(cancellationToken);
            web.UseSandbox(options);
            await web.StartAsync(cancellationToken);
            return new SandboxServer(web);
        }
        catch
        {
            await web.DisposeAsync();
            throw;
        }
    }

    /// <summary>Whether this data folder ever had an API key.</summary>
    public Task<bool> HasKeysAsync() => app.Services.GetRequiredService<ApiKeys>().AnyAsync();

    /// <summary>Makes an API key. It is returned once; the sandbox keeps only its SHA-256.</summary>
    /// <exception cref="InvalidOperationException">20 keys are active already.</exception>
    public Task<string> CreateKeyAsync(string name, SandboxKeyOptions? options = null, CancellationToken cancellationToken = default) =>
        app.Services.GetRequiredService<ApiKeys>().CreateAsync(name, options ?? new(), replace: false, cancellationToken);

    /// <summary>Makes an API key and revokes those that had the same name: for a caller that needs a fresh one at each start.</summary>
    public Task<string> RotateKeyAsync(string name, SandboxKeyOptions? options = null, CancellationToken cancellationToken = default) =>
        app.Services.GetRequiredService<ApiKeys>().CreateAsync(name, options ?? new(), replace: true, cancellationToken);

    /// <summary>Revokes an API key; false when it is unknown or revoked already.</summary>
    public Task<bool> RevokeKeyAsync(string key, CancellationToken cancellationToken = default) =>
        app.Services.GetRequiredService<ApiKeys>().RevokeAsync(key, cancellationToken);

    /// <summary>Sets what the wallet holds, in US dollars; what is held for jobs in flight is not touched.</summary>
    public Task SetWalletAsync(decimal monthlyCreditUsd, decimal topUpUsd, CancellationToken cancellationToken = default)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(monthlyCreditUsd);
        ArgumentOutOfRangeException.ThrowIfNegative(topUpUsd);
        var book = app.Services.GetRequiredService<WalletBook>();
        return app.Services.GetRequiredService<Store>().WriteAsync(
            async db =>
            {
                var wallet = await book.OpenAsync(db);
                wallet.MonthlyMicros = Usd.ToMicros(monthlyCreditUsd);
                wallet.TopUpMicros = Usd.ToMicros(topUpUsd);
            },
            cancellationToken);
    }

    /// <summary>What every transcription did to the wallet, oldest first.</summary>
    public Task<IReadOnlyList<SandboxLedgerEntry>> GetLedgerAsync() => app.Services.GetRequiredService<LedgerReader>().ReadAsync();

    /// <summary>Stops it. Jobs in flight stay as they are, for the next start.</summary>
    public async ValueTask DisposeAsync()
    {
        using (var patience = new CancellationTokenSource(StopPatience, TimeProvider.System))
            await app.StopAsync(patience.Token);
        await app.DisposeAsync();
    }
}
