using Microsoft.EntityFrameworkCore;
using Transcribe.Engine.Server.Studio;

namespace Transcribe.Engine.Server.Identity;

/// <summary>The people who sign in. Each change is written together with its line in the audit log.</summary>
internal sealed class UserDirectory(
    IDbContextFactory<IdentityDbContext> contexts, RoleDirectory roles, Passwords passwords, AuditLog audit, TimeProvider clock)
{
    public async Task<IReadOnlyList<UserRecord>> ListAsync(CancellationToken cancellationToken)
    {
        await using var database = await contexts.CreateDbContextAsync(cancellationToken);
        return await database.Users.AsNoTracking().OrderBy(user => user.Key).ToListAsync(cancellationToken);
    }

    public async Task<UserRecord?> FindAsync(string name, CancellationToken cancellationToken)
    {
        var key = UserRecord.KeyOf(name);
        await using var database = await contexts.CreateDbContextAsync(cancellationToken);
        return await database.Users.AsNoTracking().SingleOrDefaultAsync(user => user.Key == key, cancellationToken);
    }

    /// <summary>Adds a user.</summary>
    public async Task<UserRecord> CreateAsync(string? name, string? password, IReadOnlyList<string> roleIds, Caller caller, CancellationToken cancellationToken)
    {
        if (!Names.IsGood(name))
            throw new InvalidRequestException($"The name of a user needs {Names.Rule}.");

        await roles.GrantsToGiveAsync(roleIds, caller, cancellationToken);
        if (await FindAsync(name!, cancellationToken) is not null)
            throw new InvalidRequestException($"There is a user '{name}' already.");

        var user = new UserRecord
        {
            Id = Tokens.NewId(),
            Name = name!,
            Key = UserRecord.KeyOf(name!),
            PasswordHash = passwords.Hash(name!, password),
            Roles = [.. roleIds],
            CreatedAt = clock.GetUtcNow(),
        };
        await using var database = await contexts.CreateDbContextAsync(cancellationToken);
        database.Users.Add(user);
        audit.Add(database, caller, AuditActions.CreateUser, user.Name);
        await database.SaveChangesAsync(cancellationToken);
        return user;
    }

    /// <summary>Gives a user other roles; false: there is no such user.</summary>
    public Task<bool> SetRolesAsync(string id, IReadOnlyList<string> roleIds, Caller caller, CancellationToken cancellationToken) =>
        ChangeAsync(id, caller, AuditActions.ChangeUser, async (database, user) =>
        {
            var grants = await roles.GrantsToGiveAsync(roleIds, caller, cancellationToken);
            if (!grants.Permissions.Contains(Permission.All))
                await KeepAnAdministratorAsync(database, user, cancellationToken);
            user.Roles = [.. roleIds];
        }, cancellationToken);

    /// <summary>Gives a user another password and ends the user's sessions, except one; false: there is no such user.</summary>
    public async Task<bool> SetPasswordAsync(string id, string? password, Caller caller, string? exceptSession, CancellationToken cancellationToken)
    {
        if (await NameOfAsync(id, cancellationToken) is not { } name)
            return false;

        // Slow by intention, so not while others wait to write.
        var hash = passwords.Hash(name, password);
        return await ChangeAsync(id, caller, AuditActions.ChangePassword, (database, user) =>
        {
            user.PasswordHash = hash;
            database.Sessions.RemoveRange(database.Sessions.Where(session => session.UserId == user.Id && session.Id != exceptSession));
            return Task.CompletedTask;
        }, cancellationToken);
    }

    /// <summary>Deletes a user, and the user's sessions; false: there is no such user.</summary>
    public Task<bool> DeleteAsync(string id, Caller caller, CancellationToken cancellationToken) =>
        ChangeAsync(id, caller, AuditActions.DeleteUser, async (database, user) =>
        {
            await KeepAnAdministratorAsync(database, user, cancellationToken);
            database.Users.Remove(user);
        }, cancellationToken);

    private async Task<string?> NameOfAsync(string id, CancellationToken cancellationToken)
    {
        await using var database = await contexts.CreateDbContextAsync(cancellationToken);
        return await database.Users.Where(user => user.Id == id).Select(user => user.Name).SingleOrDefaultAsync(cancellationToken);
    }

    private async Task<bool> ChangeAsync(
        string id, Caller caller, string action, Func<IdentityDbContext, UserRecord, Task> change, CancellationToken cancellationToken)
    {
        await using var database = await contexts.CreateDbContextAsync(cancellationToken);
        await using var transaction = await database.Database.BeginTransactionAsync(cancellationToken);
        if (await database.Users.SingleOrDefaultAsync(user => user.Id == id, cancellationToken) is not { } user)
            return false;
        if (!caller.Grants.Cover(await roles.GrantsOfAsync(user.Roles, cancellationToken)))
            throw new NotAllowedException("This user may more than you do.");

        await change(database, user);
        audit.Add(database, caller, action, user.Name);
        await database.SaveChangesAsync(cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        return true;
    }

    // Looked at and changed in one transaction of the only writer: of two administrators who remove each other at once, the second finds
    // nobody left but the one to be removed.
    private static async Task KeepAnAdministratorAsync(IdentityDbContext database, UserRecord leaving, CancellationToken cancellationToken)
    {
        var others = await database.Users.AsNoTracking().Where(user => user.Id != leaving.Id).ToListAsync(cancellationToken);
        if (leaving.Roles.Contains(Role.Administrator.Id) && !others.Exists(user => user.Roles.Contains(Role.Administrator.Id)))
            throw new InvalidRequestException("This is the last administrator. Make somebody else one first.");
    }
}

/// <summary>The caller may not do this to that; the message is for the caller.</summary>
internal sealed class NotAllowedException(string message) : Exception(message);
