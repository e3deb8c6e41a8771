namespace Transcribe.Client;

/// <summary>How a transcript is written.</summary>
public sealed record TranscriptOptions
{
    /// <summary>Plain text or Markdown. Default: plain text.</summary>
    public TranscriptFormat Format { get; init; }

    /// <summary>Whether speakers are named. Default: the API's.</summary>
    public bool? SpeakerLabels { get; init; }

    /// <summary>Whether times are written. Default: the API's.</summary>
    public bool? Timestamps { get; init; }
}

/// <summary>A transcript's file format.</summary>
public enum TranscriptFormat
{
    /// <summary>Plain text (<c>txt</c>).</summary>
    Text,

    /// <summary>Markdown (<c>md</c>).</summary>
    Markdown,
}
