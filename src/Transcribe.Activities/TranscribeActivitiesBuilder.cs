using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Transcribe.Activities.Approval;
using Transcribe.Activities.Connections;
using Transcribe.Activities.Deliver.Storage;
using Transcribe.Activities.Ledger;
using Transcribe.Activities.Ledger.Callbacks;
using Transcribe.Activities.Retention;
using Transcribe.Activities.Templating;
using Transcribe.Activities.Transcription.Media;
using Transcribe.Activities.Transcription.Money;
using Transcribe.Client;

namespace Transcribe.Activities;

/// <summary>What a host decides about the activities: connections, storages, where the ledger lives, callbacks, limits.</summary>
public sealed class TranscribeActivitiesBuilder
{
    internal TranscribeActivitiesBuilder(IServiceCollection services) => Services = services;

    /// <summary>The host's services.</summary>
    public IServiceCollection Services { get; }

    internal Func<IServiceProvider, ConfiguredConnections> Configured { get; private set; } = _ => new ConfiguredConnections(null);

    internal Func<IServiceProvider, string>? LedgerConnectionString { get; private set; }

    /// <summary>Adds a connection to transcribe.so; workflows choose it by name. The name <c>default</c> is used where none is chosen.</summary>
    /// <param name="name">The name that workflows keep.</param>
    /// <param name="configure">Address and key; read when the connection is first used.</param>
    public TranscribeActivitiesBuilder AddConnection(string name, Action<TranscribeClientOptions> configure)
    {
        Services.AddTranscribeClient(name, configure);
        Services.AddSingleton(new HostConnection(ConnectionTypes.Transcribe, name, null));
        return this;
    }

    /// <summary>Adds a connection of any type; one that people save under the same name takes its place.</summary>
    /// <param name="type">One of <see cref="ConnectionTypes"/>.</param>
    /// <param name="name">The name that workflows keep.</param>
    /// <param name="settings">The settings by name.</param>
    public TranscribeActivitiesBuilder AddConnection(string type, string name, IReadOnlyDictionary<string, string> settings)
    {
        Services.AddSingleton(new HostConnection(type, name, settings));
        return this;
    }

    /// <summary>Takes connections from configuration too, as <c>{type}:{name}:{setting}</c> below a section; they win over saved ones.</summary>
    /// <param name="section">The section, for example <c>Connections</c>.</param>
    public TranscribeActivitiesBuilder UseConfiguredConnections(IConfiguration section)
    {
        Configured = _ => new ConfiguredConnections(section);
        return this;
    }

    /// <summary>Takes every connection that a workflow names for given: for checking workflows away from the server that they are for.</summary>
    public TranscribeActivitiesBuilder AcceptUnknownConnections()
    {
        Services.AddSingleton(new UnknownConnections(AreAccepted: true));
        return this;
    }

    /// <summary>Adds a folder of this machine as a storage.</summary>
    /// <param name="name">The name that workflows keep.</param>
    /// <param name="root">The folder; workflows cannot write outside of it.</param>
    public TranscribeActivitiesBuilder AddLocalFolder(string name, string root)
    {
        return AddConnection(
            ConnectionTypes.Storage, name, new Dictionary<string, string> { ["kind"] = nameof(StorageKind.Folder), ["path"] = Path.GetFullPath(root) });
    }

    /// <summary>Adds a storage.</summary>
    /// <param name="name">The name that workflows keep.</param>
    /// <param name="create">Makes it when it is first used.</param>
    public TranscribeActivitiesBuilder AddStorage(string name, Func<IServiceProvider, IStorageTarget> create)
    {
        Services.AddSingleton(new StorageRegistration(name, create));
        Services.AddSingleton(new HostConnection(ConnectionTypes.Storage, name, null));
        return this;
    }

    /// <summary>Tells the activities of recordings that this server offers where the vendor cannot fetch them; these are uploaded.</summary>
    public TranscribeActivitiesBuilder AddOwnRecordings<TRecordings>()
        where TRecordings : class, IOwnRecordings
    {
        Services.AddSingleton<IOwnRecordings, TRecordings>();
        return this;
    }

    /// <summary>Sets what jobs may cost in a day.</summary>
    public TranscribeActivitiesBuilder ConfigureSpending(Action<SpendOptions> configure)
    {
        Services.Configure(configure);
        return this;
    }

    /// <summary>Sets how media of this server is read.</summary>
    public TranscribeActivitiesBuilder ConfigureMedia(Action<MediaOptions> configure)
    {
        Services.Configure(configure);
        return this;
    }

    /// <summary>Where the ledger lives. Required. It may be the engine's own database file.</summary>
    /// <param name="connectionString">A SQLite connection string.</param>
    public TranscribeActivitiesBuilder UseLedger(string connectionString) => UseLedger(_ => connectionString);

    /// <inheritdoc cref="UseLedger(string)"/>
    public TranscribeActivitiesBuilder UseLedger(Func<IServiceProvider, string> connectionString)
    {
        LedgerConnectionString = connectionString;
        return this;
    }

    /// <summary>Sets whether and how the vendor calls back.</summary>
    public TranscribeActivitiesBuilder ConfigureCallbacks(Action<CallbackOptions> configure)
    {
        Services.Configure(configure);
        return this;
    }

    /// <summary>Sets where people decide.</summary>
    public TranscribeActivitiesBuilder ConfigureApprovals(Action<ApprovalOptions> configure)
    {
        Services.Configure(configure);
        return this;
    }

    /// <summary>Sets how often open jobs are looked at.</summary>
    public TranscribeActivitiesBuilder ConfigureWatcher(Action<WatcherOptions> configure)
    {
        Services.Configure(configure);
        return this;
    }

    /// <summary>Sets how long old rows are kept.</summary>
    public TranscribeActivitiesBuilder ConfigureRetention(Action<RetentionOptions> configure)
    {
        Services.Configure(configure);
        return this;
    }

    /// <summary>Sets what a template may use.</summary>
    public TranscribeActivitiesBuilder ConfigureTemplates(Action<TemplateLimits> configure)
    {
        Services.Configure(configure);
        return this;
    }
}
