using System.Globalization;
using System.Text;
using Markdig.Extensions.Tables;
using Markdig.Syntax;
using Markdig.Syntax.Inlines;

namespace Transcribe.Activities.Templating;

/// <summary>Writes Markdown as Slack's mrkdwn.</summary>
internal static class SlackMarkdown
{
    public static string Convert(MarkdownDocument document)
    {
        var text = new StringBuilder();
        foreach (var block in document)
            Write(text, block, string.Empty);

        return text.ToString().Trim();
    }

    private static void Write(StringBuilder text, Block block, string indent)
    {
        switch (block)
        {
            case HeadingBlock heading:
                text.Append(indent).Append('*').Append(Plain(heading.Inline)).Append("*\n\n");
                break;
            case ParagraphBlock paragraph:
                text.Append(indent).Append(Inlines(paragraph.Inline)).Append("\n\n");
                break;
            case CodeBlock code:
                text.Append("```\n").Append(TextHelpers.SlackEscape(code.Lines.ToString())).Append("\n```\n\n");
                break;
            case QuoteBlock quote:
                WriteQuote(text, quote);
                break;
            case ListBlock list:
                WriteList(text, list, indent);
                break;
            case ThematicBreakBlock:
                text.Append("———\n\n");
                break;
            case Table table:
                foreach (var row in table.Cast<TableRow>())
                    text.AppendJoin(" | ", row.Cast<TableCell>().Select(CellText)).Append('\n');
                text.Append('\n');
                break;
            case ContainerBlock container:
                foreach (var inner in container)
                    Write(text, inner, indent);
                break;
        }
    }

    private static void WriteQuote(StringBuilder text, QuoteBlock quote)
    {
        var inner = new StringBuilder();
        foreach (var block in quote)
            Write(inner, block, string.Empty);

        text.Append("> ").Append(inner.ToString().Trim().Replace("\n", "\n> ")).Append("\n\n");
    }

    private static void WriteList(StringBuilder text, ListBlock list, string indent)
    {
        var number = int.TryParse(list.OrderedStart, CultureInfo.InvariantCulture, out var start) ? start : 1;
        foreach (var item in list.Cast<ListItemBlock>())
        {
            var inner = new StringBuilder();
            foreach (var block in item)
                Write(inner, block, indent + "    ");

            var mark = list.IsOrdered ? $"{number++}." : "•";
            text.Append(indent).Append(mark).Append(' ').Append(inner.ToString().Trim().Replace("\n\n", "\n")).Append('\n');
        }

        text.Append('\n');
    }

    private static string CellText(TableCell cell) => string.Concat(cell.OfType<ParagraphBlock>().Select(paragraph => Inlines(paragraph.Inline)));

    private static string Inlines(ContainerInline? inlines) => inlines is null ? string.Empty : string.Concat(inlines.Select(Inline));

    private static string Inline(Inline inline) => inline switch
    {
        LiteralInline literal => TextHelpers.SlackEscape(literal.Content.ToString()),
        LineBreakInline => "\n",
        CodeInline code => $"`{TextHelpers.SlackEscape(code.Content)}`",
        EmphasisInline { DelimiterChar: '~' } struck => $"~{Inlines(struck)}~",
        EmphasisInline { DelimiterCount: >= 2 } bold => $"*{Inlines(bold)}*",
        EmphasisInline italic => $"_{Inlines(italic)}_",
        LinkInline { Url.Length: > 0 } link when SafeLinks.IsSafe(link.Url) => $"<{Address(link.Url)}|{Plain(link).Replace("|", "/")}>",
        AutolinkInline auto => auto.IsEmail ? $"<mailto:{Address(auto.Url)}|{auto.Url}>" : $"<{Address(auto.Url)}>",
        HtmlEntityInline entity => TextHelpers.SlackEscape(entity.Transcoded.ToString()),
        ContainerInline container => Inlines(container),
        _ => string.Empty,
    };

    // A heading is bold as a whole and a link's text cannot hold marks: what is inside loses its own.
    private static string Plain(ContainerInline? inlines) => inlines is null ? string.Empty : string.Concat(inlines.Select(inline => inline switch
    {
        LiteralInline literal => TextHelpers.SlackEscape(literal.Content.ToString()),
        CodeInline code => TextHelpers.SlackEscape(code.Content),
        ContainerInline container => Plain(container),
        _ => string.Empty,
    }));

    private static string Address(string url) => url.Replace("|", "%7C").Replace(">", "%3E").Replace("<", "%3C").Replace(" ", "%20");
}
