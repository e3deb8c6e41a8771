using System.Text.RegularExpressions;

namespace Transcribe.Activities.Transcription;

/// <summary>
/// Finds decisions and action items among the sentences that the vendor's chapters, sections and questions already hold, by how such
/// sentences are worded in English. What it does not recognise is still in the topics; a recording in another language is better asked.
/// </summary>
internal static partial class MeetingPoints
{
    public static Summary AddTo(Summary summary)
    {
        var sentences = summary.Chapters.Concat(summary.Sections).Select(part => part.Text).Concat(summary.Questions.Select(question => CitationMarks.Without(question.Answer)))
            .SelectMany(text => SentenceEnd().Split(text)).Select(sentence => sentence.Trim()).Where(sentence => sentence.Length > 0).Distinct(StringComparer.OrdinalIgnoreCase).ToList();
        var decisions = sentences.Where(sentence => Decision().IsMatch(sentence)).ToList();
        return summary with { Decisions = decisions, ActionItems = [.. sentences.Where(sentence => Action().IsMatch(sentence)).Except(decisions)] };
    }

    [GeneratedRegex(@"(?<=[.!?])\s+|\n", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 30_000)]
    private static partial Regex SentenceEnd();

    [GeneratedRegex(
        @"\b(decided|decides|decision|agreed|agrees|approved|chose|settled on|resolved to|postponed|rejected)\b",
        RegexOptions.CultureInvariant | RegexOptions.IgnoreCase | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 30_000)]
    private static partial Regex Decision();

    [GeneratedRegex(
        @"\b(will|shall|action items?|to do|next steps?|needs? to|has to|have to|must|promised to|takes care of|follow up|by (Monday|Tuesday|Wednesday|Thursday|Friday|tomorrow|next week))\b",
        RegexOptions.CultureInvariant | RegexOptions.IgnoreCase | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 30_000)]
    private static partial Regex Action();
}
