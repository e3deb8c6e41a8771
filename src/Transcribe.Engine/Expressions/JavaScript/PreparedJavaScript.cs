using System.Text.RegularExpressions;
using Acornima.Ast;
using Jint;

namespace Transcribe.Engine.Expressions;

/// <summary>A script, parsed once, with the names that occur in it: only what a script names is put into its scope.</summary>
internal sealed partial class PreparedJavaScript
{
    private static readonly ScriptPreparationOptions Options = new()
    {
        ParsingOptions = new ScriptParsingOptions { AllowReturnOutsideFunction = true },
    };

    private readonly HashSet<string> _names;

    /// <summary>Parses <paramref name="text"/>.</summary>
    /// <exception cref="ScriptPreparationException">It does not parse; the message says where.</exception>
    public PreparedJavaScript(string text)
    {
        Script = Jint.Engine.PrepareScript(text, options: Options);
        _names = [.. Identifiers().EnumerateMatches(text).ToNames(text)];
        ReferencedVariables = [.. VariableMembers().Matches(text).Select(match => match.Groups["name"].Value).Distinct()];
    }

    public Prepared<Script> Script { get; }

    /// <summary>The members of <c>variables</c> that the text names.</summary>
    public IReadOnlyList<string> ReferencedVariables { get; }

    public IEnumerable<string> Names => _names;

    public bool Mentions(string name) => _names.Contains(name);

    [GeneratedRegex(@"[A-Za-z_$][\w$]*", RegexOptions.NonBacktracking)]
    private static partial Regex Identifiers();

    [GeneratedRegex(@"\bvariables\s*\??\.\s*(?<name>[A-Za-z_$][\w$]*)", RegexOptions.NonBacktracking)]
    private static partial Regex VariableMembers();
}

internal static class ValueMatches
{
    public static List<string> ToNames(this Regex.ValueMatchEnumerator matches, string text)
    {
        var names = new List<string>();
        foreach (var match in matches)
            names.Add(text.Substring(match.Index, match.Length));
        return names;
    }
}
