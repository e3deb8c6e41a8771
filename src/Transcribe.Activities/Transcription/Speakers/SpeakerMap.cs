using System.Text.Encodings.Web;
using System.Text.RegularExpressions;
using Transcribe.Activities.Templating;

namespace Transcribe.Activities.Transcription.Speakers;

/// <summary>Names for the labels of one recording's speakers, such as <c>SPEAKER_00</c>.</summary>
internal sealed partial class SpeakerMap(IReadOnlyDictionary<string, string> names)
{
    public IReadOnlyDictionary<string, string> Names => names;

    /// <summary>The name of a label; the label itself where nobody gave one.</summary>
    public string? NameOf(string? label) => label is not null && names.TryGetValue(label, out var name) ? name : label;

    /// <summary>The text with every label that has a name replaced.</summary>
    public string Apply(string text, SpeakerEscape escape) =>
        names.Count == 0 ? text : Label().Replace(text, match => names.TryGetValue(match.Value, out var name) ? Escape(name, escape) : match.Value);

    /// <summary>The label that somebody means by <c>SPEAKER_00</c>, <c>speaker 0</c> or <c>0</c>; null when it is none.</summary>
    public static string? LabelOf(string text) =>
        Meant().Match(text.Trim()) is { Success: true } match ? $"SPEAKER_{int.Parse(match.Groups["number"].ValueSpan, System.Globalization.CultureInfo.InvariantCulture):00}" : null;

    private static string Escape(string name, SpeakerEscape escape) => escape switch
    {
        SpeakerEscape.Json => JavaScriptEncoder.UnsafeRelaxedJsonEscaping.Encode(name),
        SpeakerEscape.Vtt => name.Replace("&", "&amp;"),
        SpeakerEscape.Markdown => TemplateHelpers.MarkdownEscape(name),
        _ => name,
    };

    [GeneratedRegex(@"(?<![A-Za-z0-9_])SPEAKER_\d{1,4}(?![A-Za-z0-9_])", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 30_000)]
    private static partial Regex Label();

    [GeneratedRegex(@"^(SPEAKER[_ ]?)?(?<number>\d{1,4})$", RegexOptions.CultureInvariant | RegexOptions.IgnoreCase | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 30_000)]
    private static partial Regex Meant();
}

/// <summary>The kind of text that a name is put into.</summary>
internal enum SpeakerEscape
{
    None,
    Markdown,
    Json,
    Vtt,
}
