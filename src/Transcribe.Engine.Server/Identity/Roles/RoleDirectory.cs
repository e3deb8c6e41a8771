using Microsoft.EntityFrameworkCore;
using Transcribe.Engine.Server.Studio;

namespace Transcribe.Engine.Server.Identity;

/// <summary>The roles: those that are always there, and those that people made.</summary>
internal sealed class RoleDirectory(IDbContextFactory<IdentityDbContext> contexts, AuditLog audit)
{
    public async Task<IReadOnlyList<Role>> ListAsync(CancellationToken cancellationToken)
    {
        await using var database = await contexts.CreateDbContextAsync(cancellationToken);
        var made = await database.Roles.AsNoTracking().OrderBy(role => role.Id).ToListAsync(cancellationToken);
        return [.. Role.BuiltIn, .. made.Select(role => role.ToRole())];
    }

    /// <summary>What roles come to; those that are gone come to nothing.</summary>
    public async Task<Grants> GrantsOfAsync(IReadOnlyCollection<string> ids, CancellationToken cancellationToken)
    {
        var roles = Role.BuiltIn.Where(role => ids.Contains(role.Id)).ToList();
        if (roles.Count < ids.Count)
        {
            await using var database = await contexts.CreateDbContextAsync(cancellationToken);
            roles.AddRange((await database.Roles.AsNoTracking().Where(role => ids.Contains(role.Id)).ToListAsync(cancellationToken)).Select(role => role.ToRole()));
        }

        return new Grants([.. roles.Select(role => role.Id)], [.. roles.SelectMany(role => role.Permissions).Distinct()]);
    }

    /// <summary>What roles come to that somebody wants to give.</summary>
    /// <exception cref="NotAllowedException">One is unknown, or allows what the caller may not.</exception>
    public async Task<Grants> GrantsToGiveAsync(IReadOnlyCollection<string> ids, Caller caller, CancellationToken cancellationToken)
    {
        var grants = await GrantsOfAsync(ids, cancellationToken);
        if (ids.Except(grants.Roles).FirstOrDefault() is { } unknown)
            throw new NotAllowedException($"There is no role '{unknown}'.");
        if (!caller.Grants.Cover(grants))
            throw new NotAllowedException("Nobody can give more than they may themselves.");
        return grants;
    }

    /// <summary>Adds a role, or changes one that people made.</summary>
    public async Task<Role> SaveAsync(Role role, bool isNew, Caller caller, CancellationToken cancellationToken)
    {
        Check(role);
        if (!caller.Grants.Cover(new Grants([], role.Permissions)))
            throw new NotAllowedException("Nobody can give more than they may themselves.");

        await using var database = await contexts.CreateDbContextAsync(cancellationToken);
        var record = await database.Roles.SingleOrDefaultAsync(known => known.Id == role.Id, cancellationToken);
        if (isNew != record is null)
            throw new InvalidRequestException(isNew ? $"There is a role '{role.Id}' already." : $"There is no role '{role.Id}'.");
        if (record is not null && !caller.Grants.Cover(new Grants([], record.Permissions)))
            throw new NotAllowedException("This role allows more than you may.");

        record ??= database.Roles.Add(new RoleRecord { Id = role.Id, Name = role.Name, Permissions = [] }).Entity;
        (record.Name, record.Permissions) = (role.Name, [.. role.Permissions]);
        audit.Add(database, caller, isNew ? AuditActions.CreateRole : AuditActions.ChangeRole, role.Id);
        await database.SaveChangesAsync(cancellationToken);
        return record.ToRole();
    }

    /// <summary>Deletes a role that people made; false: there is none.</summary>
    public async Task<bool> DeleteAsync(string id, Caller caller, CancellationToken cancellationToken)
    {
        CheckIsNotBuiltIn(id);
        await using var database = await contexts.CreateDbContextAsync(cancellationToken);
        if (await database.Roles.SingleOrDefaultAsync(role => role.Id == id, cancellationToken) is not { } record)
            return false;
        if (!caller.Grants.Cover(new Grants([], record.Permissions)))
            throw new NotAllowedException("This role allows more than you may.");

        database.Roles.Remove(record);
        audit.Add(database, caller, AuditActions.DeleteRole, id);
        await database.SaveChangesAsync(cancellationToken);
        return true;
    }

    private static void Check(Role role)
    {
        CheckIsNotBuiltIn(role.Id);
        if (!Names.IsGood(role.Id))
            throw new InvalidRequestException($"The id of a role needs {Names.Rule}.");
        if (string.IsNullOrWhiteSpace(role.Name) || role.Name.Length > Names.MaxLength)
            throw new InvalidRequestException($"A role needs a name of at most {Names.MaxLength} characters.");
        if (role.Permissions.FirstOrDefault(permission => !Permission.Known.ContainsKey(permission) && !IsWildcard(permission)) is { } unknown)
            throw new InvalidRequestException($"There is no permission '{unknown}'. Known: {string.Join(", ", Permission.Known.Keys)}.");
    }

    // As upstream has them: read:* is everything that can be read.
    private static bool IsWildcard(string permission) =>
        permission.EndsWith(":*", StringComparison.Ordinal) && Permission.Known.Keys.Any(known => Permission.IsIn([permission], known));

    private static void CheckIsNotBuiltIn(string id)
    {
        if (Role.BuiltIn.Any(role => role.Id == id))
            throw new InvalidRequestException($"The role '{id}' is always there as it is. Make one of your own beside it.");
    }
}
