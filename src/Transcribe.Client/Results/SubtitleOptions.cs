namespace Transcribe.Client;

/// <summary>How subtitles are written. A value that is not set is left to the API.</summary>
public sealed record SubtitleOptions
{
    /// <summary>The file format. Default: SubRip.</summary>
    public SubtitleFormat Format { get; init; }

    /// <summary>Line rules of a platform: <c>youtube</c>, <c>tiktok-shorts</c>, <c>instagram-reels</c>, <c>netflix</c>, <c>podcast</c>, <c>broadcast</c>.</summary>
    public string? Preset { get; init; }

    /// <summary>Whether cues begin with their speaker.</summary>
    public bool? SpeakerLabels { get; init; }

    /// <summary>Timing of cues: <c>auto</c>, <c>word</c>, <c>sentence</c>.</summary>
    public string? Mode { get; init; }

    /// <summary>Which cues: <c>auto</c>, <c>generated</c>, <c>materialized</c>.</summary>
    public string? Source { get; init; }
}

/// <summary>A subtitle file's format.</summary>
public enum SubtitleFormat
{
    /// <summary>SubRip (<c>srt</c>).</summary>
    Srt,

    /// <summary>WebVTT (<c>vtt</c>).</summary>
    Vtt,

    /// <summary>WebVTT with word times (<c>vtt-karaoke</c>).</summary>
    VttKaraoke,

    /// <summary>JSON.</summary>
    Json,
}
