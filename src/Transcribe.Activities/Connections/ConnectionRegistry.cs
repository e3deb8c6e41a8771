using System.Collections.Frozen;
using Microsoft.EntityFrameworkCore;

namespace Transcribe.Activities.Connections;

/// <summary>
/// All connections of this server, found by type and name at the last moment: a rotated secret counts from the next use. What is in the
/// database is kept here as it is there, encrypted.
/// </summary>
internal sealed class ConnectionRegistry(
    IEnumerable<HostConnection> host, ConfiguredConnections configured, IDbContextFactory<ConnectionsDbContext> contexts, SettingsProtector protector)
    : IConnectionNames
{
    private readonly Dictionary<(string Type, string Name), HostConnection> _host = host
        .GroupBy(connection => (connection.Type, connection.Name)).ToDictionary(group => group.Key, group => group.Last());

    private FrozenDictionary<(string Type, string Name), ConnectionRecord> _stored = FrozenDictionary<(string, string), ConnectionRecord>.Empty;

    public event EventHandler? Changed;

    public IReadOnlyCollection<string> NamesOf(string type) =>
    [
        .. configured.NamesOf(type)
            .Concat(_stored.Keys.Where(key => key.Type == type).Select(key => key.Name))
            .Concat(_host.Keys.Where(key => key.Type == type).Select(key => key.Name))
            .Distinct(StringComparer.Ordinal),
    ];

    /// <summary>The connection with its secrets; null: there is none.</summary>
    /// <exception cref="ConnectionRejectedException">It is there, and its settings cannot be decrypted.</exception>
    public ConnectionEntry? Find(string type, string name)
    {
        if (configured.Find(type, name) is { } entry)
            return entry;
        if (FindStored(type, name) is { } stored)
            return new ConnectionEntry(type, name, ConnectionOrigin.Database, protector.Unprotect(stored.ProtectedSettings), stored.ProtectedSettings);

        return _host.TryGetValue((type, name), out var given)
            ? new ConnectionEntry(type, name, ConnectionOrigin.Host, given.Settings, Fingerprint.Of(given.Settings))
            : null;
    }

    public ConnectionRecord? FindStored(string type, string name) => _stored.GetValueOrDefault((type, name));

    public bool IsConfigured(string type, string name) => configured.Find(type, name) is not null;

    public async Task LoadAsync(CancellationToken cancellationToken)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        var rows = await context.Connections.AsNoTracking().ToListAsync(cancellationToken);
        _stored = rows.ToFrozenDictionary(row => (row.Type, row.Name));
        Changed?.Invoke(this, EventArgs.Empty);
    }
}
