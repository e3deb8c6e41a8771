using System.Text.Json;

namespace Transcribe.Sandbox.Recognition;

/// <summary>
/// A transcript that somebody put beside the recording, for machines without a recogniser:
/// <c>talk.wav.transcript.json</c> next to <c>talk.wav</c>. Its form:
/// <code>{ "language": "en", "segments": [ { "start_seconds": 0.0, "end_seconds": 2.5, "speaker": "SPEAKER_00", "text": "Good morning." } ] }</code>
/// <c>language</c> and <c>speaker</c> may be absent; a segment may carry <c>words</c>, each <c>{ "text", "start_seconds", "end_seconds" }</c>.
/// Segments are in order of time and end within the recording.
/// </summary>
internal sealed class ShippedTranscript : ISpeechRecogniser
{
    public const string Suffix = ".transcript.json";
    public const long MaxBytes = 32 * 1024 * 1024;

    /// <summary>Rounded times may point a little past the end.</summary>
    private const double Tolerance = 1;

    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web) { PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower };

    public SandboxRecogniser Kind => SandboxRecogniser.ShippedTranscript;

    public string InstallHint => $"a transcript beside the recording, named as it is plus {Suffix}";

    public static Uri BesideUrl(Uri media) => new UriBuilder(media) { Path = media.AbsolutePath + Suffix }.Uri;

    public bool CanRecognise(Recording recording) => File.Exists(recording.TranscriptFile);

    public async Task<Transcript> RecogniseAsync(Recording recording, CancellationToken cancellationToken)
    {
        await using var file = File.OpenRead(recording.TranscriptFile);
        Document? document;
        try
        {
            document = await JsonSerializer.DeserializeAsync<Document>(file, Json, cancellationToken);
        }
        catch (JsonException e)
        {
            throw Fault($"it is not JSON of its form (line {e.LineNumber + 1})");
        }

        return new Transcript("shipped transcript", document?.Language, Check(document?.Segments, recording.Seconds));
    }

    private static List<Segment> Check(List<Part>? parts, double seconds)
    {
        if (parts is null)
            throw Fault("it has no 'segments'");

        var segments = new List<Segment>(parts.Count);
        double previous = 0;
        foreach (var part in parts)
        {
            var place = $"segment {segments.Count + 1}";
            if (string.IsNullOrWhiteSpace(part.Text))
                throw Fault($"{place} has no text");
            if (!(part.StartSeconds >= previous))
                throw Fault($"{place} starts before the one before it");
            if (!(part.EndSeconds >= part.StartSeconds))
                throw Fault($"{place} ends before it starts");
            if (part.EndSeconds > seconds + Tolerance)
                throw Fault($"{place} ends at {part.EndSeconds:0.##} s, and the recording at {seconds:0.##} s");

            previous = part.StartSeconds;
            var words = part.Words?.Select(word => new Word(word.Text, word.StartSeconds, word.EndSeconds)).ToList();
            segments.Add(new Segment(part.StartSeconds, Math.Min(part.EndSeconds, seconds), part.Speaker, part.Text.Trim(), words));
        }

        return segments;
    }

    private static RecognitionException Fault(string why) => new($"The transcript beside the recording ({Suffix}) cannot be used: {why}.");

    private sealed record Document(string? Language, List<Part>? Segments);

    private sealed record Part(double StartSeconds, double EndSeconds, string? Speaker, string? Text, List<Spoken>? Words);

    private sealed record Spoken(string Text, double StartSeconds, double EndSeconds);
}
