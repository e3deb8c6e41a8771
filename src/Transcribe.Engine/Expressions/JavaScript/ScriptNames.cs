namespace Transcribe.Engine.Expressions;

/// <summary>
/// The names in a script, in the order in which they stand, read in one pass. It is read as text, not as a program: a name in a string or a
/// comment counts, too, as upstream has it.
/// </summary>
/// <param name="All">Everything that could be a name.</param>
/// <param name="Variables">What follows <c>variables.</c> or <c>variables?.</c></param>
internal sealed record ScriptNames(IReadOnlySet<string> All, IReadOnlyCollection<string> Variables)
{
    private const string VariablesObject = "variables";

    public static ScriptNames Of(string text)
    {
        var all = new HashSet<string>(StringComparer.Ordinal);
        var variables = new List<string>();
        for (var at = 0; at < text.Length;)
        {
            var name = NameAt(text, at);
            if (name.Length == 0)
            {
                at++;
                continue;
            }

            all.Add(name.ToString());
            at += name.Length;
            if (name is VariablesObject && NameAt(text, MemberAfter(text, at)) is { Length: > 0 } member && !variables.Contains(member.ToString()))
                variables.Add(member.ToString());
        }

        return new ScriptNames(all, variables);
    }

    private static ReadOnlySpan<char> NameAt(string text, int at)
    {
        if (at >= text.Length || !CanBegin(text[at]))
            return [];

        var end = at + 1;
        while (end < text.Length && CanGoOn(text[end]))
            end++;

        return text.AsSpan(at, end - at);
    }

    /// <summary>Where the member begins that is read of what ends at <paramref name="at"/>; the text's end: none is.</summary>
    private static int MemberAfter(string text, int at)
    {
        at = SkipSpace(text, at);
        if (at < text.Length && text[at] == '?')
            at++;

        return at < text.Length && text[at] == '.' ? SkipSpace(text, at + 1) : text.Length;
    }

    private static int SkipSpace(string text, int at)
    {
        while (at < text.Length && char.IsWhiteSpace(text[at]))
            at++;

        return at;
    }

    private static bool CanBegin(char letter) => char.IsAsciiLetter(letter) || letter is '_' or '$';

    private static bool CanGoOn(char letter) => char.IsLetterOrDigit(letter) || letter is '_' or '$';
}
