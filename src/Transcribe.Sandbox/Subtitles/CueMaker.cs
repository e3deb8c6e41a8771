using Transcribe.Sandbox.Recognition;

namespace Transcribe.Sandbox.Subtitles;

/// <summary>Cuts a transcript into cues that fit a platform.</summary>
internal static class CueMaker
{
    public static IReadOnlyList<Cue> Make(Transcript transcript, SubtitlePreset preset, bool wordByWord) =>
        [.. transcript.Segments.SelectMany(segment => Cut(segment, wordByWord ? 1 : preset.LineLength * preset.Lines))];

    private static IEnumerable<Cue> Cut(Segment segment, int capacity)
    {
        var words = new List<Word>();
        var length = 0;
        foreach (var word in WordsOf(segment))
        {
            if (words.Count > 0 && length + 1 + word.Text.Length > capacity)
            {
                yield return new Cue(segment.Speaker, [.. words]);
                words.Clear();
                length = 0;
            }

            words.Add(word);
            length += word.Text.Length + (length > 0 ? 1 : 0);
        }

        if (words.Count > 0)
            yield return new Cue(segment.Speaker, words);
    }

    /// <summary>The words with their times; where only the segment's are known, each word gets its share by length.</summary>
    private static IEnumerable<Word> WordsOf(Segment segment)
    {
        if (segment.Words is { Count: > 0 } known)
            return known;

        var texts = segment.Text.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        var total = (double)texts.Sum(text => text.Length + 1);
        var spoken = 0;
        return texts.Select(text =>
        {
            var start = segment.Start + ((segment.End - segment.Start) * spoken / total);
            spoken += text.Length + 1;
            return new Word(text, start, segment.Start + ((segment.End - segment.Start) * spoken / total));
        }).ToList();
    }
}
