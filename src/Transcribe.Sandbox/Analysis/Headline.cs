using System.Globalization;
using System.Text.RegularExpressions;

namespace Transcribe.Sandbox.Analysis;

/// <summary>A heading out of a sentence's own words: without how it opens, cut at a word.</summary>
internal static partial class Headline
{
    private const int MaxLength = 64;

    public static string From(string sentence)
    {
        var text = Openers().Replace(sentence.Trim(), string.Empty).Trim().TrimEnd('.', '!', ',', ';', ':');
        if (text.Length == 0)
            text = sentence.Trim();
        if (text.Length > MaxLength)
            text = text[..CutAt(text)].TrimEnd(',', ';', ':') + "…";
        return char.ToUpper(text[0], CultureInfo.InvariantCulture) + text[1..];
    }

    /// <summary>The last space within the limit; a single endless word is cut through.</summary>
    private static int CutAt(string text) => text.LastIndexOf(' ', MaxLength) is > 0 and var space ? space : MaxLength;

    [GeneratedRegex(
        @"^((okay|ok|so|and|but|well|right|yes|no|good (morning|afternoon|evening)( everyone| everybody| all)?|great|good|next|thanks"
        + @"|thank you|now|then)[,.!]?\s+)+",
        RegexOptions.IgnoreCase | RegexOptions.ExplicitCapture, Patterns.Patience)]
    private static partial Regex Openers();
}
