using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.EntityFrameworkCore;

namespace Transcribe.Engine.Server.Identity;

/// <summary>
/// The one secret of this server, made at its first start and kept in the database, encrypted by data protection. Keys for each purpose
/// are derived from it.
/// </summary>
internal sealed class ServerSecret(IDbContextFactory<IdentityDbContext> contexts, IDataProtectionProvider protection)
{
    private const string Name = "server";
    private const int Size = 32;

    private readonly IDataProtector _protector = protection.CreateProtector("Transcribe.Identity.ServerSecret");
    private byte[]? _value;

    /// <summary>Reads the secret, or makes it.</summary>
    public async Task LoadAsync(CancellationToken cancellationToken)
    {
        var made = _protector.Protect(RandomNumberGenerator.GetBytes(Size));
        await using var database = await contexts.CreateDbContextAsync(cancellationToken);

        // Two servers that start first together must agree: the first row stays.
        await database.Database.ExecuteSqlAsync(
            $"INSERT INTO IdentitySecrets (Name, ProtectedValue) VALUES ({Name}, {Convert.ToBase64String(made)}) ON CONFLICT DO NOTHING", cancellationToken);
        var stored = await database.Secrets.AsNoTracking().SingleAsync(secret => secret.Name == Name, cancellationToken);
        try
        {
            _value = _protector.Unprotect(Convert.FromBase64String(stored.ProtectedValue));
        }
        catch (CryptographicException)
        {
            // The keys that encrypted it are gone. What it signed is worthless now; a new one costs everybody a sign-in.
            await database.Secrets.ExecuteUpdateAsync(set => set.SetProperty(secret => secret.ProtectedValue, Convert.ToBase64String(made)), cancellationToken);
            _value = _protector.Unprotect(made);
        }
    }

    /// <summary>The key for one purpose, 32 bytes.</summary>
    /// <exception cref="InvalidOperationException">The server has not started.</exception>
    public byte[] KeyFor(string purpose) => HKDF.DeriveKey(
        HashAlgorithmName.SHA256, _value ?? throw new InvalidOperationException("The server's secret is read when the server starts."), Size, info: Encoding.UTF8.GetBytes(purpose));
}
