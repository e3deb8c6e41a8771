using Transcribe.Engine.Server.Identity;
using Transcribe.Workflows.Host.Shell;

namespace Transcribe.Workflows.Host.Composition;

/// <summary>Who may do what: users, roles, API keys, the audit log; and the pages to sign in and to manage them.</summary>
internal static class IdentityComposition
{
    public static void AddIdentity(this WebApplicationBuilder builder, HostSettings settings) => builder.Services.AddIdentity(identity =>
    {
        builder.Configuration.GetSection("Identity").Bind(identity);
        identity.ConnectionString = settings.ConnectionString;
    });

    /// <summary>Users and keys without a server, for whoever can read the data folder; a server may run beside it.</summary>
    public static ServiceProvider OpenIdentity(HostSettings settings)
    {
        var services = new ServiceCollection();
        services.AddLogging();
        services.AddKeys(settings);
        services.AddIdentityStore(identity => identity.ConnectionString = settings.ConnectionString);
        return services.BuildServiceProvider();
    }

    public static void MapIdentity(this WebApplication app)
    {
        app.MapIdentityApi();
        app.MapShellPages();
    }
}
