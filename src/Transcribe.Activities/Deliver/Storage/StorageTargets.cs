using System.Collections.Concurrent;
using Transcribe.Activities.Connections;

namespace Transcribe.Activities.Deliver.Storage;

/// <summary>The storages that workflows may name.</summary>
public interface IStorageTargets : IConnectionCatalog
{
    /// <summary>The storage of that name, with its settings as they are now.</summary>
    /// <exception cref="UnknownConnectionException">There is none; the message names it and those there are.</exception>
    IStorageTarget Get(string name);
}

internal sealed record StorageRegistration(string Name, Func<IServiceProvider, IStorageTarget> Create);

internal sealed class StorageTargets(
    IServiceProvider services, IEnumerable<StorageRegistration> registrations, ConnectionSource<StorageSettings> connections, StorageConnectionType type) : IStorageTargets
{
    private readonly Dictionary<string, Lazy<IStorageTarget>> _own = registrations
        .GroupBy(registration => registration.Name)
        .ToDictionary(group => group.Key, group => new Lazy<IStorageTarget>(() => group.Last().Create(services)));

    // A client per storage and not per use: it keeps connections open. One that is replaced may still be at work, so it is left to the collector.
    private readonly ConcurrentDictionary<string, (string Fingerprint, IStorageTarget Target)> _targets = new(StringComparer.Ordinal);

    public IReadOnlyCollection<string> Names => connections.Names;

    public IStorageTarget Get(string name)
    {
        var connection = connections.Find(name);
        if (connection.Settings is not { } settings)
            return _own[name].Value;

        if (_targets.TryGetValue(name, out var known) && known.Fingerprint == connection.Fingerprint)
            return known.Target;

        var made = (connection.Fingerprint, Target: type.Create(type.Read(settings)));
        _targets[name] = made;
        return made.Target;
    }
}

/// <summary>Finds files of all storages.</summary>
internal sealed class StoredFiles(IStorageTargets targets) : IFileOpener
{
    public async Task<(StoredFile File, FileContent Content)> FindAsync(string connection, string path, CancellationToken cancellationToken)
    {
        if (!targets.Names.Contains(connection, StringComparer.Ordinal))
            throw new StorageRejectedException($"There is no storage connection named '{connection}'.");

        var (target, place) = (targets.Get(connection), StoragePath.Parse(path));
        var file = await target.FindAsync(place, cancellationToken) ?? throw new StorageRejectedException($"There is no file '{place}' in the storage '{connection}'.");
        var content = new FileContent(
            async token => await target.OpenAsync(place, token) ?? throw new IOException($"The file '{place}' is no longer in the storage '{connection}'."), file.Size);
        return (file with { Connection = connection }, content);
    }
}
