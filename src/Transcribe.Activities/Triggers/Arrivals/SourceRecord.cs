namespace Transcribe.Activities.Triggers;

/// <summary>What a trigger knows of the feed that it looks at. That there is a row means that it was looked at before.</summary>
internal sealed class SourceRecord
{
    /// <summary>The trigger, and what it looks at.</summary>
    public required string Source { get; init; }

    /// <summary>The feed's ETag when everything in it had been seen.</summary>
    public string? ETag { get; set; }

    /// <summary>The feed's Last-Modified, as it was written, when everything in it had been seen.</summary>
    public string? LastModified { get; set; }

    public required DateTimeOffset LookedAt { get; set; }
}
