namespace Transcribe.Activities.Deliver;

/// <summary>A file in a storage: its place and facts, not its bytes. Where an activity takes content, it takes this too, and streams it.</summary>
public sealed record StoredFile
{
    /// <summary>The name of the storage.</summary>
    public string Connection { get; init; } = Connections.ConnectionNames.Default;

    /// <summary>The path inside the storage.</summary>
    public required string Path { get; init; }

    /// <summary>In bytes.</summary>
    public long Size { get; init; }

    /// <summary>A media type, from storages that keep one.</summary>
    public string? ContentType { get; init; }

    /// <summary>When it was last written, in UTC.</summary>
    public DateTimeOffset ModifiedAt { get; init; }

    /// <summary>Another text after every change; for writing on condition.</summary>
    public string? ETag { get; init; }

    /// <summary>Where it is, as the storage names it.</summary>
    public string? Location { get; init; }
}
