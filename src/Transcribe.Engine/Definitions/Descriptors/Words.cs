using System.Text;

namespace Transcribe.Engine.Definitions;

/// <summary>Names as people read them.</summary>
public static class Words
{
    /// <summary><c>WriteHttpResponse</c> becomes <c>Write Http Response</c>.</summary>
    public static string Of(string name)
    {
        var words = new StringBuilder(name.Length + 8);
        for (var i = 0; i < name.Length; i++)
        {
            if (i > 0 && BeginsWord(name, i))
                words.Append(' ');
            words.Append(name[i]);
        }

        return words.ToString();
    }

    /// <summary><c>File Reference</c> becomes <c>FileReference</c>.</summary>
    public static string Pascal(string name) =>
        string.Concat(name.Split([' ', '_', '-', '.'], StringSplitOptions.RemoveEmptyEntries).Select(word => char.ToUpperInvariant(word[0]) + word[1..]));

    // A capital after a small letter or digit, and the last capital of several that stand before a small letter: FTPServer is FTP Server.
    private static bool BeginsWord(string name, int at) => char.IsAsciiLetterUpper(name[at])
        && (char.IsAsciiLetterLower(name[at - 1]) || char.IsAsciiDigit(name[at - 1])
            || (char.IsAsciiLetterUpper(name[at - 1]) && at + 1 < name.Length && char.IsAsciiLetterLower(name[at + 1])));
}
