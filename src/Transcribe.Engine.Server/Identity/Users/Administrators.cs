using Microsoft.EntityFrameworkCore;

namespace Transcribe.Engine.Server.Identity;

/// <summary>The first administrator, and the way back in for whoever lost the password.</summary>
public sealed class Administrators
{
    /// <summary>The first user's name.</summary>
    public const string FirstName = "admin";

    private readonly IDbContextFactory<IdentityDbContext> _contexts;
    private readonly Passwords _passwords;
    private readonly AuditLog _audit;
    private readonly TimeProvider _clock;
    private string? _password;

    internal Administrators(IDbContextFactory<IdentityDbContext> contexts, Passwords passwords, AuditLog audit, TimeProvider clock) =>
        (_contexts, _passwords, _audit, _clock) = (contexts, passwords, audit, clock);

    /// <summary>A new random password of 20 characters in groups, which people can copy from a screen.</summary>
    public static string NewPassword() => Passwords.Generate();

    /// <summary>The generated password, for whoever asks first; null: none was made by this start, or it was told already.</summary>
    public string? TakePassword() => Interlocked.Exchange(ref _password, null);

    /// <summary>
    /// Gives the user <c>admin</c> a new password and the role of administrators, makes the user where there is none, and ends the user's
    /// sessions. For the operator at the machine: who can run this can read the database.
    /// </summary>
    /// <returns>The password, which is nowhere else.</returns>
    public async Task<string> ResetAsync(CancellationToken cancellationToken)
    {
        await _contexts.PrepareAsync(cancellationToken);
        await using var database = await _contexts.CreateDbContextAsync(cancellationToken);
        var password = Passwords.Generate();
        if (await database.Users.SingleOrDefaultAsync(user => user.Key == FirstName, cancellationToken) is { } user)
        {
            user.PasswordHash = _passwords.Hash(FirstName, password);
            user.Roles = [.. user.Roles.Union([Role.Administrator.Id])];
            database.Sessions.RemoveRange(database.Sessions.Where(session => session.UserId == user.Id));
        }
        else
        {
            Add(database, password);
        }

        _audit.Add(database, Caller.Host, AuditActions.ResetAdministrator, FirstName);
        await database.SaveChangesAsync(cancellationToken);
        return password;
    }

    /// <summary>Makes the first administrator where there is no user at all.</summary>
    internal async Task EnsureAsync(CancellationToken cancellationToken)
    {
        await using var database = await _contexts.CreateDbContextAsync(cancellationToken);
        if (await database.Users.AnyAsync(cancellationToken))
            return;

        var password = Passwords.Generate();
        Add(database, password);
        _audit.Add(database, Caller.Host, AuditActions.CreateUser, FirstName);
        try
        {
            await database.SaveChangesAsync(cancellationToken);
            _password = password;
        }
        catch (DbUpdateException) when (!cancellationToken.IsCancellationRequested)
        {
            // Another server on the same database was first, and told its password; any other reason stays an error.
            await using var again = await _contexts.CreateDbContextAsync(cancellationToken);
            if (!await again.Users.AnyAsync(cancellationToken))
                throw;
        }
    }

    private void Add(IdentityDbContext database, string password) => database.Users.Add(new UserRecord
    {
        Id = Tokens.NewId(),
        Name = FirstName,
        Key = FirstName,
        PasswordHash = _passwords.Hash(FirstName, password),
        Roles = [Role.Administrator.Id],
        CreatedAt = _clock.GetUtcNow(),
    });
}
