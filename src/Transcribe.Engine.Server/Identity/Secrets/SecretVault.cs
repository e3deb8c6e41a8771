using System.Security.Cryptography;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.EntityFrameworkCore;
using Transcribe.Engine.Server.Studio;

namespace Transcribe.Engine.Server.Identity;

/// <summary>
/// Keeps secrets for workflows. Values come in and are used; nothing gives them out. Each change is written together with its line in the
/// audit log.
/// </summary>
internal sealed class SecretVault(IDbContextFactory<IdentityDbContext> contexts, IDataProtectionProvider protection, AuditLog audit, TimeProvider clock)
{
    // A key or a certificate with its chain; more is a file.
    private const int MaxValueLength = 32 * 1024;

    private const int MaxTextLength = 500;

    /// <summary>Which secrets there are, by name.</summary>
    public async Task<IReadOnlyList<NamedSecret>> ListAsync(string? search, CancellationToken cancellationToken)
    {
        await using var database = await contexts.CreateDbContextAsync(cancellationToken);
        var secrets = await database.NamedSecrets.AsNoTracking().OrderBy(secret => secret.Name).ToListAsync(cancellationToken);
        return string.IsNullOrWhiteSpace(search)
            ? secrets
            : [.. secrets.Where(secret => Contains(secret.Name) || Contains(secret.DisplayName) || Contains(secret.Description))];

        bool Contains(string? text) => text?.Contains(search.Trim(), StringComparison.OrdinalIgnoreCase) == true;
    }

    /// <summary>A secret by its name; null: there is none.</summary>
    public async Task<NamedSecret?> FindAsync(string name, CancellationToken cancellationToken)
    {
        await using var database = await contexts.CreateDbContextAsync(cancellationToken);
        return await database.NamedSecrets.AsNoTracking().SingleOrDefaultAsync(secret => secret.Name == name, cancellationToken);
    }

    /// <summary>Whether there is a secret of a name.</summary>
    public bool Exists(string name)
    {
        using var database = contexts.CreateDbContext();
        return database.NamedSecrets.Any(secret => secret.Name == name);
    }

    /// <summary>Adds a secret.</summary>
    public async Task<NamedSecret> CreateAsync(SecretDraft draft, Caller caller, CancellationToken cancellationToken)
    {
        if (!Names.IsGood(draft.Name))
            throw new InvalidRequestException($"The name of a secret needs {Names.Rule}.");

        await using var database = await contexts.CreateDbContextAsync(cancellationToken);
        if (await database.NamedSecrets.AnyAsync(known => known.Name == draft.Name, cancellationToken))
            throw new InvalidRequestException($"There is a secret '{draft.Name}' already. Rotate it to give it another value.");

        var id = Tokens.NewId();
        var secret = new NamedSecret
        {
            Id = id,
            Name = draft.Name!,
            DisplayName = Short(draft.DisplayName) ?? draft.Name!,
            Description = Short(draft.Description),
            Scope = Short(draft.Scope),
            ProtectedValue = Protect(id, draft.Value),
            Version = 1,
            CreatedAt = clock.GetUtcNow(),
            ExpiresAt = Later(draft.ExpiresAt),
        };
        database.NamedSecrets.Add(secret);
        audit.Add(database, caller, AuditActions.CreateSecret, secret.Name);
        await database.SaveChangesAsync(cancellationToken);
        return secret;
    }

    /// <summary>Changes what people read of a secret; what is null stays. Null: there is no such secret.</summary>
    public Task<NamedSecret?> DescribeAsync(string name, SecretDraft draft, Caller caller, CancellationToken cancellationToken) =>
        ChangeAsync(name, caller, AuditActions.ChangeSecret, secret =>
        {
            secret.DisplayName = Short(draft.DisplayName) ?? secret.DisplayName;
            secret.Description = draft.Description is null ? secret.Description : Short(draft.Description);
            secret.Scope = draft.Scope is null ? secret.Scope : Short(draft.Scope);
        }, cancellationToken);

    /// <summary>Gives a secret another value, which makes it active again; the old value is gone. Null: there is no such secret.</summary>
    public Task<NamedSecret?> RotateAsync(string name, string? value, DateTimeOffset? expiresAt, Caller caller, CancellationToken cancellationToken) =>
        ChangeAsync(name, caller, AuditActions.RotateSecret, secret =>
            (secret.ProtectedValue, secret.ExpiresAt, secret.RevokedAt, secret.Version) = (Protect(secret.Id, value), Later(expiresAt), null, secret.Version + 1), cancellationToken);

    /// <summary>No workflow can use the secret from now on. Null: there is no such secret.</summary>
    public Task<NamedSecret?> RevokeAsync(string name, Caller caller, CancellationToken cancellationToken) =>
        ChangeAsync(name, caller, AuditActions.RevokeSecret, secret => secret.RevokedAt ??= clock.GetUtcNow(), cancellationToken);

    /// <summary>Deletes a secret; false: there is none.</summary>
    public async Task<bool> DeleteAsync(string name, Caller caller, CancellationToken cancellationToken)
    {
        await using var database = await contexts.CreateDbContextAsync(cancellationToken);
        if (await database.NamedSecrets.SingleOrDefaultAsync(secret => secret.Name == name, cancellationToken) is not { } secret)
            return false;

        database.NamedSecrets.Remove(secret);
        audit.Add(database, caller, AuditActions.DeleteSecret, secret.Name);
        await database.SaveChangesAsync(cancellationToken);
        return true;
    }

    /// <summary>The value of a secret, for the one who uses it at once and keeps it nowhere.</summary>
    /// <exception cref="SecretUnusableException">There is none, or it must not be used.</exception>
    public async Task<string> RevealAsync(string name, CancellationToken cancellationToken)
    {
        var secret = await FindAsync(name, cancellationToken) ?? throw new SecretUnusableException($"There is no secret '{name}'. Create it, or choose another one.");
        if (secret.RevokedAt is not null)
            throw new SecretUnusableException($"The secret '{name}' was revoked. Rotate it to use it again.");
        if (secret.ExpiresAt <= clock.GetUtcNow())
            throw new SecretUnusableException($"The secret '{name}' has expired. Rotate it to use it again.");

        try
        {
            return ProtectorOf(secret.Id).Unprotect(secret.ProtectedValue);
        }
        catch (CryptographicException)
        {
            throw new SecretUnusableException($"The secret '{name}' cannot be decrypted: the server's keys are not those that encrypted it. Bring the keys back, or rotate it.");
        }
    }

    private async Task<NamedSecret?> ChangeAsync(string name, Caller caller, string action, Action<NamedSecret> change, CancellationToken cancellationToken)
    {
        await using var database = await contexts.CreateDbContextAsync(cancellationToken);
        if (await database.NamedSecrets.SingleOrDefaultAsync(secret => secret.Name == name, cancellationToken) is not { } secret)
            return null;

        change(secret);
        secret.UpdatedAt = clock.GetUtcNow();
        audit.Add(database, caller, action, secret.Name);
        try
        {
            await database.SaveChangesAsync(cancellationToken);
            return secret;
        }
        catch (DbUpdateConcurrencyException)
        {
            throw new InvalidRequestException($"Somebody else changed the secret '{name}' just now. Look at it again.");
        }
    }

    private string Protect(string id, string? value) => value is { Length: > 0 and <= MaxValueLength }
        ? ProtectorOf(id).Protect(value)
        : throw new InvalidRequestException($"A secret needs a value of at most {MaxValueLength} characters.");

    // Bound to its row: moved to another one, a value cannot be read.
    private IDataProtector ProtectorOf(string id) => protection.CreateProtector("Transcribe.Identity.Secrets", id);

    private static string? Short(string? text) => text?.Trim() switch
    {
        null or "" => null,
        { Length: <= MaxTextLength } given => given,
        _ => throw new InvalidRequestException($"Names, descriptions and scopes have at most {MaxTextLength} characters."),
    };

    private DateTimeOffset? Later(DateTimeOffset? expiresAt) =>
        expiresAt <= clock.GetUtcNow() ? throw new InvalidRequestException("The secret would have expired already.") : expiresAt;
}

/// <summary>What a caller says of a secret.</summary>
internal record SecretDraft
{
    public string? Name { get; init; }

    public string? DisplayName { get; init; }

    public string? Description { get; init; }

    public string? Scope { get; init; }

    public string? Value { get; init; }

    public DateTimeOffset? ExpiresAt { get; init; }
}

/// <summary>A secret cannot be used now; the message says why, and nothing of its value.</summary>
internal sealed class SecretUnusableException(string message) : Exception(message);
