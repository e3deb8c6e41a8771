using System.Text.RegularExpressions;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;

namespace Transcribe.Activities.Connections;

/// <summary>Lists, saves, deletes, rotates. What leaves here has no secrets.</summary>
internal sealed partial class ConnectionManager(
    IEnumerable<IConnectionType> types, ConnectionRegistry registry, ConnectionTester tester, IDbContextFactory<ConnectionsDbContext> contexts, SettingsProtector protector,
    TimeProvider clock, ILogger<ConnectionManager> logger) : IDisposable
{
    private readonly SemaphoreSlim _changing = new(1, 1);

    public IReadOnlyList<IConnectionType> Types { get; } = [.. types.OrderBy(type => type.Name, StringComparer.Ordinal)];

    public IReadOnlyList<ConnectionView> List() =>
        [.. from type in Types from name in registry.NamesOf(type.Name).Order(StringComparer.Ordinal) select View(type, name)];

    public ConnectionView? Find(string type, string name) => registry.NamesOf(type).Contains(name, StringComparer.Ordinal) ? View(TypeOf(type), name) : null;

    /// <summary>Saves a connection. A secret that is left out stays as it is; one that is empty is removed.</summary>
    /// <exception cref="ConnectionRejectedException">It cannot be saved; the message lists everything.</exception>
    public async Task<ConnectionView> SaveAsync(string type, string name, IReadOnlyDictionary<string, string?> settings, CancellationToken cancellationToken)
    {
        var kind = Changeable(type, name);
        var merged = WithStoredSecrets(kind, name, settings);
        if (kind.Validate(merged) is { Count: > 0 } problems)
            throw new ConnectionRejectedException(problems);

        await StoreAsync(type, name, merged, isRotation: false, cancellationToken);
        logger.ConnectionSaved(type, name);
        return View(kind, name);
    }

    /// <summary>Puts new secrets in the place of the old ones, after trying whether they work.</summary>
    /// <exception cref="ConnectionRejectedException">They cannot be used; the old ones stay.</exception>
    public async Task<ConnectionView> RotateAsync(
        string type, string name, IReadOnlyDictionary<string, string?> secrets, bool withoutTest, CancellationToken cancellationToken)
    {
        var kind = Changeable(type, name);
        if (registry.FindStored(type, name) is null)
            throw new UnknownConnectionException($"saved {kind.DisplayName} connection", name, registry.NamesOf(type));
        if (secrets.Keys.FirstOrDefault(key => !IsSecret(kind, key)) is { } other)
            throw new ConnectionRejectedException($"'{other}' is not a secret; save the connection to change it.");

        var merged = WithNewSecrets(registry.Find(type, name)!.Settings!, secrets);
        if (kind.Validate(merged) is { Count: > 0 } problems)
            throw new ConnectionRejectedException(problems);
        if (!withoutTest && await tester.TestAsync(kind, Draft(type, name, merged), cancellationToken) is { Works: false } test)
            throw new ConnectionRejectedException($"The old secrets stay, because the new ones do not work: {test.Message}");

        await StoreAsync(type, name, merged, isRotation: true, cancellationToken);
        logger.ConnectionRotated(type, name);
        return View(kind, name);
    }

    /// <summary>Deletes a saved connection; answers whether there was one.</summary>
    public async Task<bool> DeleteAsync(string type, string name, CancellationToken cancellationToken)
    {
        Changeable(type, name);
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        var deleted = await context.Connections.Where(row => row.Type == type && row.Name == name).ExecuteDeleteAsync(cancellationToken) > 0;
        await registry.LoadAsync(cancellationToken);
        if (deleted)
            logger.ConnectionDeleted(type, name);
        return deleted;
    }

    /// <summary>Tests a connection as it is, or as it would be with these settings; null: there is none.</summary>
    public async Task<ConnectionTest?> TestAsync(string type, string name, IReadOnlyDictionary<string, string?>? settings, CancellationToken cancellationToken)
    {
        var kind = TypeOf(type);
        if (settings is not null)
        {
            var merged = WithStoredSecrets(kind, name, settings);
            return kind.Validate(merged) is { Count: > 0 } problems
                ? new ConnectionTest(false, string.Join(" ", problems))
                : await tester.TestAsync(kind, Draft(type, name, merged), cancellationToken);
        }

        return registry.Find(type, name) is { } connection ? await tester.TestAsync(kind, connection, cancellationToken) : null;
    }

    public void Dispose() => _changing.Dispose();

    [GeneratedRegex("^[A-Za-z0-9][A-Za-z0-9._-]{0,63}$", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 30_000)]
    private static partial Regex UsableName { get; }

    private static ConnectionEntry Draft(string type, string name, IReadOnlyDictionary<string, string> settings) =>
        new(type, name, ConnectionOrigin.Database, settings, Fingerprint.Of(settings));

    private static bool IsSecret(IConnectionType type, string field) =>
        type.Fields.Any(known => known.IsSecret && string.Equals(known.Name, field, StringComparison.OrdinalIgnoreCase));

    private IConnectionType TypeOf(string type) => Types.FirstOrDefault(known => known.Name == type)
        ?? throw new ConnectionRejectedException($"There is no connection type '{type}'; there are: {string.Join(", ", Types.Select(known => known.Name))}.");

    private IConnectionType Changeable(string type, string name)
    {
        var kind = TypeOf(type);
        if (!UsableName.IsMatch(name))
            throw new ConnectionRejectedException("A name has 1 to 64 letters, digits, '.', '_' or '-', and starts with a letter or digit.");

        return registry.IsConfigured(type, name)
            ? throw new ConnectionRejectedException($"'{name}' comes from the server's configuration (Connections:{type}:{name}); change it there.")
            : kind;
    }

    private Dictionary<string, string> WithStoredSecrets(IConnectionType kind, string name, IReadOnlyDictionary<string, string?> settings)
    {
        var stored = registry.FindStored(kind.Name, name) is null ? null : TryRead(kind.Name, name).Entry?.Settings;
        return WithNewSecrets((stored ?? new Dictionary<string, string>()).Where(setting => IsSecret(kind, setting.Key)), settings);
    }

    private static Dictionary<string, string> WithNewSecrets(IEnumerable<KeyValuePair<string, string>> kept, IReadOnlyDictionary<string, string?> settings)
    {
        var merged = new Dictionary<string, string>(kept, StringComparer.OrdinalIgnoreCase);
        foreach (var (key, value) in settings)
        {
            if (string.IsNullOrWhiteSpace(value))
                merged.Remove(key);
            else
                merged[key] = value.Trim();
        }

        return merged;
    }

    private async Task StoreAsync(string type, string name, Dictionary<string, string> settings, bool isRotation, CancellationToken cancellationToken)
    {
        await _changing.WaitAsync(cancellationToken);
        try
        {
            await using var context = await contexts.CreateDbContextAsync(cancellationToken);
            var (now, text) = (clock.GetUtcNow(), protector.Protect(settings));
            var row = await context.Connections.FirstOrDefaultAsync(row => row.Type == type && row.Name == name, cancellationToken);
            if (row is null)
                context.Connections.Add(row = new ConnectionRecord { Type = type, Name = name, ProtectedSettings = text, CreatedAt = now });

            (row.ProtectedSettings, row.UpdatedAt, row.RotatedAt) = (text, now, isRotation ? now : row.RotatedAt);
            await context.SaveChangesAsync(cancellationToken);
            await registry.LoadAsync(cancellationToken);
        }
        finally
        {
            _changing.Release();
        }
    }

    private ConnectionView View(IConnectionType type, string name)
    {
        var (entry, problem) = TryRead(type.Name, name);
        var settings = entry?.Settings ?? new Dictionary<string, string>();
        if (problem is null && entry?.Settings is not null && type.Validate(settings) is { Count: > 0 } problems)
            problem = string.Join(" ", problems);

        var row = entry?.Origin is null or ConnectionOrigin.Database ? registry.FindStored(type.Name, name) : null;
        return new ConnectionView(
            type.Name, name, entry?.Origin ?? ConnectionOrigin.Database,
            settings.Where(setting => IsKnown(type, setting.Key) && !IsSecret(type, setting.Key)).ToDictionary(),
            [.. type.Fields.Where(field => field.IsSecret && settings.Keys.Contains(field.Name, StringComparer.OrdinalIgnoreCase)).Select(field => field.Name)],
            row?.CreatedAt, row?.UpdatedAt, row?.RotatedAt, problem);
    }

    // What no field declares may be a secret under a misspelt name.
    private static bool IsKnown(IConnectionType type, string field) => type.Fields.Any(known => string.Equals(known.Name, field, StringComparison.OrdinalIgnoreCase));

    private (ConnectionEntry? Entry, string? Problem) TryRead(string type, string name)
    {
        try
        {
            return (registry.Find(type, name), null);
        }
        catch (ConnectionRejectedException exception)
        {
            return (null, exception.Message);
        }
    }
}
