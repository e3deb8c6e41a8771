using System.Text.RegularExpressions;

namespace Transcribe.Activities.Transcription;

/// <summary>The marks such as <c>[1]</c> by which an answer points at its citations. A text without the list of them is better off without marks.</summary>
internal static partial class CitationMarks
{
    public static string Without(string answer) => Mark().Replace(answer, string.Empty);

    [GeneratedRegex(@"[ \t]?\[[0-9]{1,3}\]", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 30_000)]
    private static partial Regex Mark();
}
