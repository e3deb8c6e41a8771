using Transcribe.Sandbox.Media;

namespace Transcribe.Sandbox.Recognition;

/// <summary>A recording on its way to words; it is decoded only when a recogniser listens to it.</summary>
internal sealed class Recording(MediaFolder folder, string language, double seconds, AudioDecoder decoder)
{
    private Task<string>? speech;

    /// <summary>BCP-47, or <c>auto</c>.</summary>
    public string Language { get; } = language;

    public double Seconds { get; } = seconds;

    public string TranscriptFile => folder.TranscriptFile;

    /// <summary>Where a recogniser may put files of its own.</summary>
    public string WorkFolder => folder.Path;

    /// <summary>A 16 kHz mono 16-bit WAV of it.</summary>
    public Task<string> GetSpeechFileAsync(CancellationToken cancellationToken) => speech ??= decoder.DecodeAsync(folder, cancellationToken);
}
