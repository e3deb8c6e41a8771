namespace Transcribe.Engine.Server.Identity;

/// <summary>How people and programs sign in.</summary>
public sealed class IdentityOptions
{
    /// <summary>A SQLite connection string; it may be the engine's. Required.</summary>
    public string ConnectionString { get; set; } = string.Empty;

    /// <summary>How long an access token is good; default 1 hour. It ends earlier when its session does.</summary>
    public TimeSpan AccessTokenLifetime { get; set; } = TimeSpan.FromHours(1);

    /// <summary>How long a session lives without being used; default 7 days.</summary>
    public TimeSpan SessionLifetime { get; set; } = TimeSpan.FromDays(7);

    /// <summary>How many characters a password must have; default 10.</summary>
    public int MinPasswordLength { get; set; } = 10;

    /// <summary>How many wrong passwords lock a name; default 5.</summary>
    public int MaxFailedSignIns { get; set; } = 5;

    /// <summary>How long a name is locked first, doubled with each further failure; default 1 minute.</summary>
    public TimeSpan LockOut { get; set; } = TimeSpan.FromMinutes(1);

    /// <summary>How long a name is locked at most; default 15 minutes.</summary>
    public TimeSpan MaxLockOut { get; set; } = TimeSpan.FromMinutes(15);

    /// <summary>How many sign-ins one network address may try in a minute; default 30.</summary>
    public int SignInsPerMinute { get; set; } = 30;

    /// <summary>How long the audit log is kept; default 365 days.</summary>
    public TimeSpan AuditRetention { get; set; } = TimeSpan.FromDays(365);
}
