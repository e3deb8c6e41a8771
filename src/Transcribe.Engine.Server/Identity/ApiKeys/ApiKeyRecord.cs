namespace Transcribe.Engine.Server.Identity;

/// <summary>A program that calls with a key of its own; upstream calls it an application.</summary>
internal sealed class ApiKeyRecord
{
    /// <summary>The part of the key before its secret.</summary>
    public required string Id { get; init; }

    public required string Name { get; init; }

    public required List<string> Roles { get; init; }

    /// <summary>SHA-256 of the whole key, which is random enough to need no slower hash.</summary>
    public required string KeyHash { get; init; }

    public required DateTimeOffset CreatedAt { get; init; }

    public DateTimeOffset? ExpiresAt { get; init; }

    public DateTimeOffset? LastUsedAt { get; set; }
}
