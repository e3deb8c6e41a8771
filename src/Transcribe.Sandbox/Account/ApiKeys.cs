using System.Security.Cryptography;
using System.Text;
using Microsoft.EntityFrameworkCore;
using Transcribe.Sandbox.Storage;
using Transcribe.Sandbox.Wallet;

namespace Transcribe.Sandbox.Account;

/// <summary>Makes, finds and revokes keys. Only their SHA-256 is stored.</summary>
internal sealed class ApiKeys(Store store, TimeProvider clock)
{
    /// <summary>Active keys that one account may have, as the service's documentation says.</summary>
    public const int MaxActive = 20;

    private const string Prefix = "tsk_live_";

    public Task<bool> AnyAsync() => store.ReadAsync(db => db.Keys.AnyAsync());

    public async Task<string> CreateAsync(string name, SandboxKeyOptions options, bool replace, CancellationToken cancellationToken)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(name);
        var key = Prefix + RandomNumberGenerator.GetHexString(40, lowercase: true);

        await store.WriteAsync(
            async db =>
            {
                var now = clock.GetUtcNow();
                var active = await db.Keys.Where(row => row.RevokedAt == null).ToListAsync(cancellationToken);
                foreach (var row in active.Where(row => replace && row.Name == name))
                    row.RevokedAt = now;

                if (active.Count(row => row.RevokedAt == null) >= MaxActive)
                    throw new InvalidOperationException($"An account has at most {MaxActive} active keys: revoke one first.");

                db.Keys.Add(new ApiKeyRow
                {
                    Name = name,
                    Hash = Hash(key),
                    Scopes = string.Join(' ', options.Scopes),
                    CapMicros = options.SpendCapUsd is { } cap ? Usd.ToMicros(cap) : null,
                    CreatedAt = now,
                });
            },
            cancellationToken);

        return key;
    }

    public Task<ApiKeyRow?> FindAsync(string key)
    {
        var hash = Hash(key);
        return store.ReadAsync(db => db.Keys.SingleOrDefaultAsync(row => row.Hash == hash && row.RevokedAt == null));
    }

    public Task<bool> RevokeAsync(string key, CancellationToken cancellationToken)
    {
        var hash = Hash(key);
        return store.WriteAsync(
            async db =>
            {
                var row = await db.Keys.SingleOrDefaultAsync(row => row.Hash == hash && row.RevokedAt == null, cancellationToken);
                if (row is null)
                    return false;

                row.RevokedAt = clock.GetUtcNow();
                return true;
            },
            cancellationToken);
    }

    public static string Hash(string secret) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(secret)));
}
