using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Transcribe.Engine.State;

namespace Transcribe.Engine.Storage;

/// <summary>Registers the stores, their database and the one writer.</summary>
internal static class StorageServices
{
    /// <summary>Adds storage in a SQLite file.</summary>
    public static IServiceCollection AddSqliteStorage(this IServiceCollection services, Func<IServiceProvider, string> connectionString)
    {
        services.AddPooledDbContextFactory<EngineDbContext>((provider, options) => options.UseSqlite(connectionString(provider)));
        services.AddSingleton<EngineDatabase>(provider =>
            new SqliteDatabase(connectionString(provider), provider.GetRequiredService<IDbContextFactory<EngineDbContext>>()));
        return services.AddStores();
    }

    private static IServiceCollection AddStores(this IServiceCollection services)
    {
        services.AddSingleton<SessionPool>();
        services.AddSingleton<BatchWriter>();
        services.AddSingleton<CommitQueue>();
        services.AddSingleton<ICommitSink>(provider => provider.GetRequiredService<CommitQueue>());
        services.AddSingleton<IInstanceStore, InstanceStore>();
        services.AddSingleton<IInstanceStatistics, InstanceStatistics>();
        services.AddSingleton<IBookmarkStore, BookmarkStore>();
        services.AddSingleton<ITriggerStore, TriggerStore>();
        services.AddSingleton<IDefinitionStore, DefinitionStore>();
        services.AddSingleton<StimulusStore>();
        services.AddSingleton<IStimulusStore>(provider => provider.GetRequiredService<StimulusStore>());
        services.AddSingleton<IKeptStimuli>(provider => provider.GetRequiredService<StimulusStore>());
        services.AddSingleton<StartKeyStore>();
        services.AddSingleton<TriggerPauseStore>();
        services.AddSingleton<IJournalStore, JournalStore>();
        services.AddSingleton<IJournalImporter, JournalImporter>();
        services.AddHostedService<StorageService>();
        return services;
    }
}
