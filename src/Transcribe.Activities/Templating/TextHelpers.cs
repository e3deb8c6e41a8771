using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Unicode;
using Markdig;
using Markdig.Extensions.AutoLinks;

namespace Transcribe.Activities.Templating;

/// <summary>The functions that make text fit where it goes: HTML, Slack, JSON, file names.</summary>
public static class TextHelpers
{
    private const int MaxFileName = 100;
    private const string Forbidden = "<>:\"/\\|?*";

    // Raw HTML in Markdown would be whatever a speaker's words or a title hold: it is shown, not obeyed.
    private static readonly MarkdownPipeline Pipeline = new MarkdownPipelineBuilder()
        .UsePipeTables().UseAutoLinks(new AutoLinkOptions { OpenInNewWindow = false }).UseEmphasisExtras().UseTaskLists().DisableHtml().Build();

    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web)
    {
        PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower, Encoder = JavaScriptEncoder.Create(UnicodeRanges.All),
    };

    /// <summary>Markdown as HTML; HTML inside it is shown as text, and links are only to http, https and mailto.</summary>
    public static string MarkdownToHtml(string? markdown)
    {
        var document = Markdown.Parse(markdown ?? string.Empty, Pipeline);
        SafeLinks.Apply(document);
        return document.ToHtml(Pipeline).TrimEnd();
    }

    /// <summary>Markdown as Slack's mrkdwn: bold, italics, links, lists and headings in Slack's way.</summary>
    public static string MarkdownToSlack(string? markdown) => SlackMarkdown.Convert(Markdown.Parse(markdown ?? string.Empty, Pipeline));

    /// <summary>Text that Slack shows as it is: <c>&amp;</c>, <c>&lt;</c> and <c>&gt;</c> are escaped, so nobody can be mentioned by a title.</summary>
    public static string SlackEscape(string? text) => (text ?? string.Empty).Replace("&", "&amp;").Replace("<", "&lt;").Replace(">", "&gt;");

    /// <summary>Text that HTML shows as it is, in elements and attributes.</summary>
    public static string HtmlEscape(string? text) => System.Net.WebUtility.HtmlEncode(text ?? string.Empty);

    /// <summary>Any value as JSON; text comes with its quotation marks.</summary>
    public static string ToJson(object? value) => JsonSerializer.Serialize(PlainValues.Of(value), Json);

    /// <summary>A name for a file, close to the text: what some system does not allow becomes a dash; 100 characters at most.</summary>
    public static string FileName(string? text)
    {
        var name = new StringBuilder();
        foreach (var rune in (text ?? string.Empty).EnumerateRunes())
        {
            if (name.Length >= MaxFileName)
                break;

            name.Append(Rune.IsControl(rune) || (rune.IsBmp && Forbidden.Contains((char)rune.Value)) ? new Rune('-') : rune);
        }

        var trimmed = name.ToString().Trim('.', ' ', '-');
        return trimmed.Length == 0 ? "untitled" : trimmed;
    }
}
