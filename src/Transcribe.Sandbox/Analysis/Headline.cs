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
            text = text[..text.LastIndexOf(' ', MaxLength)].TrimEnd(',', ';', ':') + "…";
        return char.ToUpper(text[0], CultureInfo.InvariantCulture) + text[1..];
    }

    [GeneratedRegex(@"^((okay|ok|so|and|but|well|right|yes|no|great|good|thanks|thank you|now|then|good (morning|afternoon|evening)( everyone| everybody| all)?)[,.!]?\s+)+", RegexOptions.IgnoreCase | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Openers();
}
