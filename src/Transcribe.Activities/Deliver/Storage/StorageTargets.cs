using Transcribe.Activities.Connections;

namespace Transcribe.Activities.Deliver.Storage;

/// <summary>The storages that workflows may name.</summary>
public interface IStorageTargets : IConnectionCatalog
{
    /// <summary>The storage of that name.</summary>
    /// <exception cref="UnknownConnectionException">There is none; the message names it and those there are.</exception>
    IStorageTarget Get(string name);
}

internal sealed record StorageRegistration(string Name, Func<IServiceProvider, IStorageTarget> Create);

internal sealed class StorageTargets(IServiceProvider services, IEnumerable<StorageRegistration> registrations) : IStorageTargets
{
    private readonly Dictionary<string, Lazy<IStorageTarget>> _targets = registrations
        .GroupBy(registration => registration.Name)
        .ToDictionary(group => group.Key, group => new Lazy<IStorageTarget>(() => group.Last().Create(services)));

    public IReadOnlyCollection<string> Names => _targets.Keys;

    public IStorageTarget Get(string name) =>
        _targets.TryGetValue(name, out var target) ? target.Value : throw new UnknownConnectionException("storage connection", name, Names);
}
