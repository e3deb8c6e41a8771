using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace Transcribe.Engine.Server.Identity;

/// <summary>
/// The sessions. A refresh token is the session's id, a dot and a secret; it is good once. Whoever shows an older one has stolen it, or was
/// stolen from: the session ends for both.
/// </summary>
internal sealed class SessionStore(
    IDbContextFactory<IdentityDbContext> contexts, RoleDirectory roles, AccessTokens accessTokens, AuditLog audit, IOptions<IdentityOptions> options, TimeProvider clock)
{
    // An answer can get lost when a page is left at the wrong moment; its asker may ask once more.
    private static readonly TimeSpan Overlap = TimeSpan.FromSeconds(10);

    /// <summary>Begins a session; it is there when the caller has saved.</summary>
    /// <returns>The refresh token.</returns>
    public string Add(IdentityDbContext database, string userId)
    {
        var now = clock.GetUtcNow();
        var id = Tokens.NewId();
        var token = NewToken(id);
        database.Sessions.Add(new SessionRecord
        {
            Id = id, UserId = userId, TokenHash = Tokens.HashOf(token), RotatedAt = now, ExpiresAt = now + options.Value.SessionLifetime,
        });
        return token;
    }

    /// <summary>The tokens of a session.</summary>
    public async Task<SessionTokens> IssueAsync(UserRecord user, string refreshToken, CancellationToken cancellationToken) =>
        new(accessTokens.Create(user.Id, user.Name, IdOf(refreshToken), await roles.GrantsOfAsync(user.Roles, cancellationToken)), refreshToken);

    /// <summary>Takes a refresh token for new ones; null: it is good for nothing.</summary>
    public async Task<SessionTokens?> RotateAsync(string token, Caller caller, CancellationToken cancellationToken)
    {
        var id = IdOf(token);
        await using var database = await contexts.CreateDbContextAsync(cancellationToken);
        var session = await database.Sessions.SingleOrDefaultAsync(known => known.Id == id, cancellationToken);
        var now = clock.GetUtcNow();
        if (session is null || session.ExpiresAt <= now || await database.Users.AsNoTracking().SingleOrDefaultAsync(known => known.Id == session.UserId, cancellationToken) is not { } user)
            return null;

        var isNewest = Tokens.Matches(token, session.TokenHash);
        if (!isNewest && !(Tokens.Matches(token, session.PreviousHash) && now - session.RotatedAt <= Overlap))
        {
            database.Sessions.Remove(session);
            audit.Add(database, caller with { Name = user.Name, Kind = CallerClaims.User }, AuditActions.ReuseToken, user.Name, AuditOutcome.Refused);
            await SaveAsync(database, cancellationToken);
            return null;
        }

        var next = NewToken(id);
        (session.PreviousHash, session.TokenHash, session.RotatedAt, session.ExpiresAt) = (session.TokenHash, Tokens.HashOf(next), now, now + options.Value.SessionLifetime);
        return await SaveAsync(database, cancellationToken) ? await IssueAsync(user, next, cancellationToken) : null;
    }

    /// <summary>Ends the session of a refresh token, if it is good.</summary>
    public async Task EndAsync(string token, Caller caller, CancellationToken cancellationToken)
    {
        var id = IdOf(token);
        await using var database = await contexts.CreateDbContextAsync(cancellationToken);
        var session = await database.Sessions.SingleOrDefaultAsync(known => known.Id == id, cancellationToken);
        if (session is null || !(Tokens.Matches(token, session.TokenHash) || Tokens.Matches(token, session.PreviousHash)))
            return;

        var name = await database.Users.Where(user => user.Id == session.UserId).Select(user => user.Name).SingleOrDefaultAsync(cancellationToken);
        database.Sessions.Remove(session);
        audit.Add(database, caller with { Name = name, Kind = CallerClaims.User }, AuditActions.SignOut, name);
        await SaveAsync(database, cancellationToken);
    }

    /// <summary>The user of a session that lives; null: it ended.</summary>
    public async Task<UserRecord?> FindUserAsync(string sessionId, CancellationToken cancellationToken)
    {
        await using var database = await contexts.CreateDbContextAsync(cancellationToken);
        return await database.Sessions.AsNoTracking().Where(session => session.Id == sessionId)
            .Join(database.Users.AsNoTracking(), session => session.UserId, user => user.Id, (_, user) => user)
            .SingleOrDefaultAsync(cancellationToken);
    }

    // Of two that change one session at once, the first wins.
    private static async Task<bool> SaveAsync(IdentityDbContext database, CancellationToken cancellationToken)
    {
        try
        {
            await database.SaveChangesAsync(cancellationToken);
            return true;
        }
        catch (DbUpdateConcurrencyException)
        {
            return false;
        }
    }

    private static string NewToken(string id) => $"{id}.{Tokens.NewSecret()}";

    private static string IdOf(string token) => token.Split('.', 2)[0];
}

/// <summary>What a session calls and goes on with.</summary>
internal sealed record SessionTokens(string AccessToken, string RefreshToken);
