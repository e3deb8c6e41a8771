using Transcribe.Sandbox.Recognition;

namespace Transcribe.Sandbox.Subtitles;

/// <summary>One subtitle: words on the screen from one moment to another.</summary>
internal sealed record Cue(string? Speaker, IReadOnlyList<Word> Words)
{
    public double Start => Words[0].Start;

    public double End => Words[^1].End;
}
