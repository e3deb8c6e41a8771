namespace Transcribe.Activities.Triggers;

/// <summary>An episode of a podcast, as its feed has it.</summary>
public sealed record PodcastEpisode
{
    /// <summary>What the feed calls it; null: nothing.</summary>
    public string? Id { get; init; }

    /// <summary>The title.</summary>
    public string Title { get; init; } = string.Empty;

    /// <summary>Where the recording is.</summary>
    public required string Url { get; init; }

    /// <summary>The recording's media type, as the feed has it.</summary>
    public string? ContentType { get; init; }

    /// <summary>The recording's length in bytes, as the feed has it.</summary>
    public long? Size { get; init; }

    /// <summary>When it was published; null: the feed does not say, or not in a way that can be read.</summary>
    public DateTimeOffset? PublishedAt { get; init; }

    /// <summary>What the feed says about it.</summary>
    public string? Description { get; init; }

    /// <summary>The page about it.</summary>
    public string? Link { get; init; }

    /// <summary>The feed's title.</summary>
    public string? Feed { get; init; }
}
