using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;
using Transcribe.Client;
using Transcribe.Shared.Sqlite;

namespace Transcribe.Activities.Connections;

/// <summary>Registers connections; the types come from the rooms that use them.</summary>
internal static class ConnectionServices
{
    public static void AddConnections(this IServiceCollection services, Func<IServiceProvider, string> connectionString, Func<IServiceProvider, ConfiguredConnections> configured)
    {
        services.AddDataProtection();
        services.AddDbContextFactory<ConnectionsDbContext>((provider, options) => options.UseTables(connectionString(provider), ConnectionsDbContext.MigrationsTable));
        services.AddSingleton(configured);
        services.TryAddSingleton(new UnknownConnections(AreAccepted: false));
        services.AddSingleton<SettingsProtector>();
        services.AddSingleton<ConnectionRegistry>();
        services.AddSingleton<IConnectionNames>(provider => provider.GetRequiredService<ConnectionRegistry>());
        services.AddSingleton<ConnectionTester>();
        services.AddSingleton<ConnectionManager>();
        services.AddSingleton(typeof(ConnectionSource<>));
        services.AddHostedService<ConnectionsMigrator>();
        services.AddTranscribeConnections();
    }

    public static void AddConnectionType<TType, TSettings>(this IServiceCollection services)
        where TType : ConnectionType<TSettings>
        where TSettings : class, new()
    {
        services.AddSingleton<TType>();
        services.AddSingleton<ConnectionType<TSettings>>(provider => provider.GetRequiredService<TType>());
        services.AddSingleton<IConnectionType>(provider => provider.GetRequiredService<TType>());
    }

    private static void AddTranscribeConnections(this IServiceCollection services)
    {
        services.AddTranscribeClientCore();
        services.AddConnectionType<TranscribeConnectionType, TranscribeSettings>();
        services.AddSingleton<ITranscribeConnections, TranscribeConnections>();
        services.AddSingleton<IPostConfigureOptions<TranscribeClientOptions>, TranscribeConnectionOptions>();
        services.AddScoped<IPropertyUIHandler, TranscribeConnectionOptionsProvider>();
        services.AddScoped<IPropertyUIHandler, JobConnectionOptionsProvider>();
    }
}
