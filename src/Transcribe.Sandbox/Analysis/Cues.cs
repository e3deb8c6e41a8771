using System.Text.RegularExpressions;

namespace Transcribe.Sandbox.Analysis;

/// <summary>Wordings by which English speakers mark what matters in a meeting.</summary>
internal static partial class Cues
{
    private const RegexOptions Options = RegexOptions.IgnoreCase | RegexOptions.ExplicitCapture;
    private const string Months = "january|february|march|april|june|july|august|september|october|november|december";
    private const string Days = "monday|tuesday|wednesday|thursday|friday|saturday|sunday";

    public static bool IsDecision(string text) => Decision().IsMatch(text);

    public static bool IsAction(string text) => Action().IsMatch(text);

    public static bool IsDate(string text) => Date().IsMatch(text);

    public static bool OpensTopic(string text) => Topic().IsMatch(text);

    [GeneratedRegex(@"\b(decid(e|ed|es)|decision|agree[ds]?|approved?|settled|let's go with|we (will )?go with)\b", Options, Patterns.Patience)]
    private static partial Regex Decision();

    [GeneratedRegex(
        @"\b(action items?|i'll|i will|(\w+) will (send|write|prepare|call|check|update|fix|test|review|book|draft)"
        + $@"|(will|must|needs? to|has to|have to|please) .*\b(by|before|until) (the |next )?({Days}|{Months}|tomorrow|week|end))\b",
        Options, Patterns.Patience)]
    private static partial Regex Action();

    [GeneratedRegex($@"\b({Days}|({Months}|may)( the)? \w+|\w+ of ({Months}|may)|tomorrow|next (week|month|quarter))\b", Options, Patterns.Patience)]
    private static partial Regex Date();

    [GeneratedRegex(
        @"^(okay|ok|so|right|well|now|and)?,?\s*(next|first|second|third|finally|lastly|moving on|let's (move|turn|talk)"
        + @"|the (next|second|third|last) (point|topic|item)|what about)\b",
        Options, Patterns.Patience)]
    private static partial Regex Topic();
}
