namespace Transcribe.Sandbox.Recognition;

/// <summary>A spoken word; seconds from the start of the recording.</summary>
internal sealed record Word(string Text, double Start, double End);

/// <summary>A stretch of speech of one speaker; <paramref name="Words"/> is null when only the stretch's own times are known.</summary>
internal sealed record Segment(double Start, double End, string? Speaker, string Text, IReadOnlyList<Word>? Words = null);

/// <summary>What a recogniser heard. No segments: nobody spoke.</summary>
internal sealed record Transcript(string Recogniser, string? Language, IReadOnlyList<Segment> Segments);
