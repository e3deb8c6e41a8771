namespace Transcribe.Engine.Server.Identity;

/// <summary>Somebody who signs in with a password.</summary>
internal sealed class UserRecord
{
    public required string Id { get; init; }

    public required string Name { get; init; }

    /// <summary>The name as it is compared: nobody else may have it in another spelling.</summary>
    public required string Key { get; init; }

    public required string PasswordHash { get; set; }

    public required List<string> Roles { get; set; }

    public required DateTimeOffset CreatedAt { get; init; }

    public DateTimeOffset? LastSignInAt { get; set; }

    public static string KeyOf(string name) => name.Trim().ToLowerInvariant();
}
