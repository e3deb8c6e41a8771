namespace Transcribe.Activities.Transcription.Media;

/// <summary>How media of this server is read.</summary>
public sealed class MediaOptions
{
    /// <summary>The program that measures what is no WAV. Default <c>ffprobe</c>, looked for on the PATH.</summary>
    public string FfprobePath { get; set; } = "ffprobe";

    /// <summary>How long measuring one recording may take. Default 1 minute.</summary>
    public TimeSpan MeasureTimeout { get; set; } = TimeSpan.FromMinutes(1);
}
