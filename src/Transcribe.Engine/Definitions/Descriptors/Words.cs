using System.Text.RegularExpressions;

namespace Transcribe.Engine.Definitions;

/// <summary>Names as people read them.</summary>
public static partial class Words
{
    /// <summary><c>WriteHttpResponse</c> becomes <c>Write Http Response</c>.</summary>
    public static string Of(string name) => Boundary().Replace(name, " ");

    /// <summary><c>File Reference</c> becomes <c>FileReference</c>.</summary>
    public static string Pascal(string name) =>
        string.Concat(name.Split([' ', '_', '-', '.'], StringSplitOptions.RemoveEmptyEntries).Select(word => char.ToUpperInvariant(word[0]) + word[1..]));

    [GeneratedRegex("(?<=[a-z0-9])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Boundary();
}
