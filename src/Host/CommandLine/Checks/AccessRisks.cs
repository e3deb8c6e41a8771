using Transcribe.Workflows.Host.CommandLine.Connecting;

namespace Transcribe.Workflows.Host.CommandLine.Checks;

/// <summary>Users and keys that may more, or longer, than somebody watches.</summary>
internal static class AccessRisks
{
    private const string Administrator = "administrator";
    private const int ManyAdministrators = 3;

    private static readonly TimeSpan Unused = TimeSpan.FromDays(90);

    public static async Task<IReadOnlyList<Finding>> FindAsync(ServerClient server, TimeProvider clock, CancellationToken cancellationToken)
    {
        var now = clock.GetUtcNow();
        var users = (await server.GetAsync<UserList>($"{ServerClient.Elsa}/identity/users", cancellationToken)).Users;
        var keys = (await server.GetAsync<KeyList>($"{ServerClient.Elsa}/identity/applications", cancellationToken)).Applications
            .Where(key => !key.Name.StartsWith("command-line-", StringComparison.Ordinal));
        return [.. OfUsers(users, now), .. keys.SelectMany(key => OfKey(key, now))];
    }

    private static IEnumerable<Finding> OfUsers(List<Holder> users, DateTimeOffset now)
    {
        var administrators = users.Where(user => user.Roles.Contains(Administrator)).Select(user => user.Name).ToList();
        if (administrators.Count > ManyAdministrators)
            yield return Finding.Warning("Users", $"{administrators.Count} users are administrators: {string.Join(", ", administrators)}.");
        foreach (var user in users.Where(user => (user.LastSignInAt ?? user.CreatedAt) < now - Unused))
            yield return Finding.Warning("Users", $"{user.Name} ({string.Join(", ", user.Roles)}) has not signed in for {Unused.TotalDays:0} days. Remove: transcribe-workflows user remove {user.Name}");
    }

    private static IEnumerable<Finding> OfKey(Holder key, DateTimeOffset now)
    {
        if (key.ExpiresAt is null)
            yield return Finding.Warning("Keys", $"The key {key.Name} never expires.");
        if (key.Roles.Contains(Administrator))
            yield return Finding.Warning("Keys", $"The key {key.Name} may everything; most programs need the role operator.");
        if ((key.LastUsedAt ?? key.CreatedAt) < now - Unused)
            yield return Finding.Warning("Keys", $"Nobody has used the key {key.Name} for {Unused.TotalDays:0} days. Remove: transcribe-workflows key remove {key.Name}");
    }

    private sealed record UserList(List<Holder> Users);

    private sealed record KeyList(List<Holder> Applications);

    private sealed record Holder(string Name, IReadOnlyList<string> Roles, DateTimeOffset CreatedAt, DateTimeOffset? LastSignInAt, DateTimeOffset? LastUsedAt, DateTimeOffset? ExpiresAt);
}
