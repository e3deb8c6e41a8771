using System.Collections.Frozen;
using System.Text.RegularExpressions;

namespace Transcribe.Sandbox.Analysis;

/// <summary>The words of a text that carry meaning, cut to a stem so that "releases" meets "release".</summary>
internal static partial class Terms
{
    private static readonly FrozenSet<string> StopWords = (
        "a about above after again all also am an and any are as at back be because been before being both but by can cannot "
        + "could did do does doing done down each even every few for from get go going good got had has have having he her here "
        + "hers him his how i if in into is it its just know let like lot me more most much my need no nor not now of off oh okay "
        + "ok on once one only or other our out over own please really right same say said see she should so some still such sure "
        + "take than thank thanks that the their them then there these they thing think this those through to today too two um "
        + "until up us very want was we well were what when where which while who whom why will with would yes yet you your i'm "
        + "i'll i've we'll we're we've you're you'll it's that's let's don't didn't won't can't there's what's he's she's they're")
        .Split(' ').ToFrozenSet();

    public static IReadOnlyList<string> Of(string text) =>
    [
        .. Words().Matches(text.ToLowerInvariant().Replace('’', '\''))
            .Select(match => match.Value)
            .Where(word => word.Length > 1 && !StopWords.Contains(word))
            .Select(Stem),
    ];

    private static string Stem(string word)
    {
        if (word.EndsWith("'s", StringComparison.Ordinal))
            word = word[..^2];
        return word switch
        {
            { Length: > 4 } when word.EndsWith("ies", StringComparison.Ordinal) => word[..^3] + "y",
            { Length: > 5 } when word.EndsWith("ing", StringComparison.Ordinal) => word[..^3],
            { Length: > 4 } when word.EndsWith("ed", StringComparison.Ordinal) => word[..^2],
            { Length: > 4 } when word.EndsWith("es", StringComparison.Ordinal) => word[..^2],
            { Length: > 3 } when word.EndsWith('s') && !word.EndsWith("ss", StringComparison.Ordinal) => word[..^1],
            { Length: > 4 } when word.EndsWith('e') => word[..^1],
            _ => word,
        };
    }

    [GeneratedRegex(@"[\p{L}\p{N}]+(?:'\p{L}+)?", RegexOptions.None, Patterns.Patience)]
    private static partial Regex Words();
}
