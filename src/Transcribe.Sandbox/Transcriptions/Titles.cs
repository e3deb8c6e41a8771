using System.Globalization;
using System.Text.RegularExpressions;
using Transcribe.Sandbox.Analysis;

namespace Transcribe.Sandbox.Transcriptions;

/// <summary>A title from a file's name: <c>team-meeting.wav</c> is "Team meeting".</summary>
internal static partial class Titles
{
    public static string FromUrl(Uri url) => FromFileName(Uri.UnescapeDataString(url.Segments[^1]));

    public static string FromFileName(string name)
    {
        var words = Separators().Replace(Path.GetFileNameWithoutExtension(name), " ").Trim();
        return words.Length == 0 ? "Recording" : char.ToUpper(words[0], CultureInfo.InvariantCulture) + words[1..];
    }

    [GeneratedRegex(@"[\s_\-./\\]+", RegexOptions.None, Patterns.Patience)]
    private static partial Regex Separators();
}
