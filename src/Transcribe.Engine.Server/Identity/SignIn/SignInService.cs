using Microsoft.EntityFrameworkCore;

namespace Transcribe.Engine.Server.Identity;

/// <summary>Lets people in by name and password.</summary>
internal sealed class SignInService(
    IDbContextFactory<IdentityDbContext> contexts, UserDirectory users, Passwords passwords, SessionStore sessions, SignInThrottle throttle, AuditLog audit, TimeProvider clock)
{
    /// <summary>Looks at a name and a password.</summary>
    public async Task<SignInResult> SignInAsync(string name, string password, Caller caller, CancellationToken cancellationToken)
    {
        var key = UserRecord.KeyOf(name);
        if (throttle.Begin(key, caller.Address ?? string.Empty) is { } wait)
            return new SignInResult(null, wait);

        var user = await users.FindAsync(name, cancellationToken);
        if (!passwords.IsRight(user?.Name ?? name, user?.PasswordHash, password, out var newHash))
        {
            throttle.Fail(key);

            // A name that nobody has may be a password in the wrong field: it is not written down.
            await audit.WriteAsync(caller, AuditActions.SignIn, user?.Name, AuditOutcome.Refused, cancellationToken);
            return new SignInResult(null, null);
        }

        throttle.Succeed(key);
        await using var database = await contexts.CreateDbContextAsync(cancellationToken);
        database.Users.Attach(user!);
        user!.LastSignInAt = clock.GetUtcNow();
        user.PasswordHash = newHash ?? user.PasswordHash;
        var session = sessions.Add(database, user.Id);
        audit.Add(database, caller with { Name = user.Name, Kind = CallerClaims.User }, AuditActions.SignIn, user.Name);
        await database.SaveChangesAsync(cancellationToken);
        return new SignInResult(await sessions.IssueAsync(user, session, cancellationToken), null);
    }
}

/// <summary>How a sign-in ended.</summary>
/// <param name="Tokens">The tokens; null: refused.</param>
/// <param name="RetryAfter">How long to wait before the next attempt is looked at; null: no time.</param>
internal sealed record SignInResult(SessionTokens? Tokens, TimeSpan? RetryAfter);
