using System.Text;
using Transcribe.Sandbox.Analysis;
using Transcribe.Sandbox.Recognition;

namespace Transcribe.Sandbox.Results;

/// <summary>The whole transcript as text: turns of one speaker after the other.</summary>
internal static class TranscriptText
{
    public static string Plain(Transcript transcript, bool speakers, bool times)
    {
        var text = new StringBuilder();
        foreach (var turn in Turns(transcript))
        {
            if (times)
                text.Append('[').Append(Clock.Short(turn.Start)).Append("] ");
            if (speakers && turn.Speaker is not null)
                text.Append(turn.Speaker).Append(": ");
            text.Append(turn.Text).Append('\n');
        }

        return text.ToString();
    }

    public static string Markdown(string title, Transcript transcript, bool speakers, bool times)
    {
        if (transcript.Segments.Count == 0)
            return string.Empty;

        var chapters = Analyst.Analyse(transcript).Chapters;
        var text = new StringBuilder($"# {title}\n\n---\n\n## Contents\n\n");
        foreach (var chapter in chapters)
            text.Append($"- {Clock.Short(chapter.Start)} {chapter.Title}\n");

        text.Append("\n---\n");
        foreach (var turn in Turns(transcript))
            text.Append('\n').Append(Head(turn, speakers, times)).Append(turn.Text).Append('\n');
        return text.ToString();
    }

    private static string Head(Segment turn, bool speakers, bool times)
    {
        var span = times ? $"**[{Clock.Short(turn.Start)} → {Clock.Short(turn.End)}]**" : string.Empty;
        var speaker = speakers ? turn.Speaker ?? string.Empty : string.Empty;
        var head = $"{span} {speaker}".Trim();
        return head.Length == 0 ? string.Empty : head + "\n\n";
    }

    /// <summary>Segments that follow each other and have the same speaker are one turn; without speakers each is its own.</summary>
    private static List<Segment> Turns(Transcript transcript)
    {
        var turns = new List<Segment>();
        foreach (var segment in transcript.Segments)
        {
            if (turns.Count > 0 && turns[^1] is { Speaker: not null } last && last.Speaker == segment.Speaker)
                turns[^1] = last with { End = segment.End, Text = $"{last.Text} {segment.Text}" };
            else
                turns.Add(segment);
        }

        return turns;
    }
}
