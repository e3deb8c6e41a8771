namespace Transcribe.Engine.Server.Identity;

/// <summary>A secret that workflows use by its name; its value is encrypted by data protection.</summary>
internal sealed class NamedSecret
{
    public required string Id { get; init; }

    /// <summary>By this workflows have it.</summary>
    public required string Name { get; init; }

    public required string DisplayName { get; set; }

    public string? Description { get; set; }

    /// <summary>What it is for; a picker can ask for one scope.</summary>
    public string? Scope { get; set; }

    public required string ProtectedValue { get; set; }

    /// <summary>Counts the values that it has had, from 1.</summary>
    public required int Version { get; set; }

    public required DateTimeOffset CreatedAt { get; init; }

    public DateTimeOffset? UpdatedAt { get; set; }

    public DateTimeOffset? ExpiresAt { get; set; }

    public DateTimeOffset? RevokedAt { get; set; }

    /// <summary>Where it stands, in upstream's words.</summary>
    public string StatusAt(DateTimeOffset now) => RevokedAt is not null ? "Revoked" : ExpiresAt <= now ? "Expired" : "Active";
}
