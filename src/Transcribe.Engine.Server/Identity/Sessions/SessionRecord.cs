namespace Transcribe.Engine.Server.Identity;

/// <summary>
/// One sign-in: the family of its refresh tokens, of which the newest alone is good. Whoever ends it deletes the row; its access tokens end
/// with it.
/// </summary>
internal sealed class SessionRecord
{
    public required string Id { get; init; }

    public required string UserId { get; init; }

    /// <summary>SHA-256 of the newest refresh token.</summary>
    public required string TokenHash { get; set; }

    /// <summary>SHA-256 of the one before; good for a moment more, for an answer that was lost on its way.</summary>
    public string? PreviousHash { get; set; }

    public required DateTimeOffset RotatedAt { get; set; }

    public required DateTimeOffset ExpiresAt { get; set; }
}
