using System.Text.RegularExpressions;
using Transcribe.Sandbox.Recognition;

namespace Transcribe.Sandbox.Analysis;

/// <summary>A sentence, word for word, with its place in the recording.</summary>
internal sealed partial record Sentence(string Text, double Start, double End, string? Speaker, IReadOnlyList<string> Terms)
{
    public bool IsQuestion => Text.EndsWith('?');

    /// <summary>Segments cut into sentences; a part's times follow from its share of the segment's text.</summary>
    public static IReadOnlyList<Sentence> From(Transcript transcript) => [.. transcript.Segments.SelectMany(Split)];

    private static IEnumerable<Sentence> Split(Segment segment)
    {
        var parts = Ends().Split(segment.Text).Where(part => part.Length > 0).ToList();
        var total = Math.Max(1, parts.Sum(part => part.Length));
        var start = segment.Start;
        foreach (var part in parts)
        {
            var end = start + ((segment.End - segment.Start) * part.Length / total);
            yield return new Sentence(part, start, end, segment.Speaker, Analysis.Terms.Of(part));
            start = end;
        }
    }

    [GeneratedRegex(@"(?<=[.!?])\s+(?=\S)", RegexOptions.None, Patterns.Patience)]
    private static partial Regex Ends();
}
