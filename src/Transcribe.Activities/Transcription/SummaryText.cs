using System.Text;
using Transcribe.Activities.Templating;

namespace Transcribe.Activities.Transcription;

/// <summary>Writes a summary in one of the styles, in Markdown, cut at a point or a word when it would get too long.</summary>
internal static class SummaryText
{
    public const string Silence = "No speech was recognised in this recording.";
    private const string Cut = "…";

    public static string Write(Summary summary, string opening, SummaryStyle style, int maxLength)
    {
        var parts = summary.Chapters.Any(chapter => chapter.Text.Length > 0) || summary.Sections.Count == 0 ? summary.Chapters : summary.Sections;
        if (parts.Count == 0)
            return Join([opening.Length == 0 ? Silence : opening], "\n", maxLength);

        return style switch
        {
            SummaryStyle.Paragraph => Join(parts.Select(part => Sentence(part.Text.Length > 0 ? part.Text : part.Title)), " ", maxLength),
            SummaryStyle.Minutes => Join(Minutes(summary, parts), "\n", maxLength),
            SummaryStyle.ShowNotes => Join(ShowNotes(summary, parts), "\n", maxLength),
            _ => Join(parts.Select(Bullet), "\n", maxLength),
        };
    }

    private static IEnumerable<string> Minutes(Summary summary, IReadOnlyList<SummaryPart> parts)
    {
        yield return "## Topics\n";
        foreach (var part in parts)
            yield return Bullet(part);

        foreach (var line in Section("Decisions", summary.Decisions).Concat(Section("Action items", summary.ActionItems)).Concat(Questions(summary)))
            yield return line;
    }

    private static IEnumerable<string> ShowNotes(Summary summary, IReadOnlyList<SummaryPart> parts)
    {
        if (parts.FirstOrDefault(part => part.Text.Length > 0) is { } first)
            yield return Sentence(first.Text) + "\n";

        yield return "## Chapters\n";
        foreach (var part in parts)
            yield return Chapter(part);

        foreach (var line in Questions(summary))
            yield return line;
    }

    private static string Chapter(SummaryPart part)
    {
        var time = part.StartSeconds is { } seconds ? TemplateHelpers.Timecode(seconds) : string.Empty;
        var link = time.Length > 0 && part.Url is { Length: > 0 } ? $"[{time}]({part.Url})" : time;
        return $"- {link} {(part.Title.Length > 0 ? part.Title : part.Text)}".Replace("-  ", "- ", StringComparison.Ordinal);
    }

    private static IEnumerable<string> Questions(Summary summary) =>
        Section("Questions", [.. summary.Questions.Select(question => $"**{question.Question}** {CitationMarks.Without(question.Answer)}".TrimEnd())]);

    private static IEnumerable<string> Section(string title, IReadOnlyList<string> points) =>
        points.Count == 0 ? [] : points.Select(point => $"- {point}").Prepend($"\n## {title}\n");

    private static string Bullet(SummaryPart part)
    {
        var time = part.StartSeconds is { } seconds ? $" ({TemplateHelpers.Timecode(seconds)})" : string.Empty;
        return (part.Title.Length, part.Text.Length) switch
        {
            (0, _) => $"- {part.Text}{time}",
            (_, 0) => $"- **{part.Title}**{time}",
            _ => $"- **{part.Title}**{time}: {part.Text}",
        };
    }

    private static string Sentence(string text) => text.Length > 0 && char.IsLetterOrDigit(text[^1]) ? text + "." : text;

    private static string Join(IEnumerable<string> points, string separator, int maxLength)
    {
        var text = new StringBuilder();
        foreach (var point in points)
        {
            var start = text.Length == 0 ? string.Empty : separator;
            if (maxLength > 0 && text.Length + start.Length + point.Length > maxLength)
                return text.Length == 0 ? CutAtWord(point, maxLength) : text.Length + Cut.Length + 1 <= maxLength ? $"{text}{separator}{Cut}" : text.ToString();

            text.Append(start).Append(point);
        }

        return text.ToString();
    }

    private static string CutAtWord(string text, int maxLength)
    {
        var end = text.LastIndexOf(' ', maxLength - 1);
        if (end <= 0)
            end = Math.Max(0, maxLength - 1);
        if (end > 0 && char.IsHighSurrogate(text[end - 1]))
            end--;

        return text[..end] + Cut;
    }
}
