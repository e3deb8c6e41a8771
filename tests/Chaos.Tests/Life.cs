using Microsoft.AspNetCore.Builder;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Time.Testing;
using Transcribe.Bench.Chaos.Victims;
using Transcribe.Engine.Storage;

namespace Transcribe.Chaos;

/// <summary>One life of a server in this process.</summary>
internal sealed class Life : IAsyncDisposable
{
    private readonly WebApplication _app;

    private Life(WebApplication app) => _app = app;

    public Uri Address => new(_app.Urls.First());

    public static async Task<Life> StartAsync(string folder, Uri outside, FakeTimeProvider clock, CommitFaults? faults, CancellationToken cancellationToken)
    {
        var app = VictimServer.Build(folder, outside, logging => logging.ClearProviders(), services =>
        {
            services.AddSingleton<TimeProvider>(clock);
            if (faults is not null)
                services.AddSingleton<EngineDatabase>(provider => new FaultyDatabase(DatabaseOf(folder, provider), faults));
        });
        await app.StartAsync(cancellationToken);
        faults?.Arm();
        return new Life(app);
    }

    public async ValueTask DisposeAsync()
    {
        await _app.StopAsync(CancellationToken.None);
        await _app.DisposeAsync();
    }

    private static SqliteDatabase DatabaseOf(string folder, IServiceProvider provider) =>
        new($"Data Source={Path.Combine(folder, VictimServer.Database)}", provider.GetRequiredService<IDbContextFactory<EngineDbContext>>());
}
