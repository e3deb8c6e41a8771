using Microsoft.EntityFrameworkCore;
using Transcribe.Engine.Server.Studio;

namespace Transcribe.Engine.Server.Identity;

/// <summary>The keys of programs. A key is <c>twk_</c>, its id, <c>_</c> and a secret.</summary>
internal sealed class ApiKeyStore(IDbContextFactory<IdentityDbContext> contexts, RoleDirectory roles, AuditLog audit, TimeProvider clock)
{
    private const string Prefix = "twk";
    private const int Parts = 3;

    // When a key was used last is for people, who need no more than the minute.
    private static readonly TimeSpan Noted = TimeSpan.FromMinutes(1);

    public async Task<IReadOnlyList<ApiKeyRecord>> ListAsync(CancellationToken cancellationToken)
    {
        await using var database = await contexts.CreateDbContextAsync(cancellationToken);
        return await database.ApiKeys.AsNoTracking().OrderBy(key => key.Name).ToListAsync(cancellationToken);
    }

    /// <summary>Makes a key.</summary>
    /// <returns>The record, and the key itself, which is nowhere else.</returns>
    public async Task<(ApiKeyRecord Record, string Key)> CreateAsync(
        string? name, IReadOnlyList<string> roleIds, DateTimeOffset? expiresAt, Caller caller, CancellationToken cancellationToken)
    {
        if (!Names.IsGood(name))
            throw new InvalidRequestException($"The name of a key needs {Names.Rule}.");
        if (expiresAt <= clock.GetUtcNow())
            throw new InvalidRequestException("The key would have expired already.");

        await roles.GrantsToGiveAsync(roleIds, caller, cancellationToken);
        await using var database = await contexts.CreateDbContextAsync(cancellationToken);
        if (await database.ApiKeys.AnyAsync(known => known.Name == name, cancellationToken))
            throw new InvalidRequestException($"There is a key '{name}' already.");

        var id = Tokens.NewId();
        var key = $"{Prefix}_{id}_{Tokens.NewSecret()}";
        var record = new ApiKeyRecord
        {
            Id = id, Name = name!, Roles = [.. roleIds], KeyHash = Tokens.HashOf(key), CreatedAt = clock.GetUtcNow(), ExpiresAt = expiresAt,
        };
        database.ApiKeys.Add(record);
        audit.Add(database, caller, AuditActions.CreateApiKey, record.Name);
        await database.SaveChangesAsync(cancellationToken);
        return (record, key);
    }

    /// <summary>Deletes a key; it is refused from then on. False: there is no such key.</summary>
    public async Task<bool> DeleteAsync(string id, Caller caller, CancellationToken cancellationToken)
    {
        await using var database = await contexts.CreateDbContextAsync(cancellationToken);
        if (await database.ApiKeys.SingleOrDefaultAsync(key => key.Id == id, cancellationToken) is not { } record)
            return false;
        if (!caller.Grants.Cover(await roles.GrantsOfAsync(record.Roles, cancellationToken)))
            throw new NotAllowedException("This key may more than you do.");

        database.ApiKeys.Remove(record);
        audit.Add(database, caller, AuditActions.DeleteApiKey, record.Name);
        await database.SaveChangesAsync(cancellationToken);
        return true;
    }

    /// <summary>Who has a key; null: nobody, or it has expired.</summary>
    public async Task<ApiKeyRecord?> FindAsync(string key, CancellationToken cancellationToken)
    {
        if (key.Split('_', Parts) is not [Prefix, var id, _])
            return null;

        var now = clock.GetUtcNow();
        await using var database = await contexts.CreateDbContextAsync(cancellationToken);
        var record = await database.ApiKeys.AsNoTracking().SingleOrDefaultAsync(known => known.Id == id, cancellationToken);
        if (record is null || !Tokens.Matches(key, record.KeyHash) || record.ExpiresAt <= now)
            return null;

        if (record.LastUsedAt is null || now - record.LastUsedAt >= Noted)
            await database.ApiKeys.Where(known => known.Id == id).ExecuteUpdateAsync(set => set.SetProperty(known => known.LastUsedAt, now), cancellationToken);
        return record;
    }
}
