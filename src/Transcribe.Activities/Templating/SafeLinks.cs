using Markdig.Syntax;
using Markdig.Syntax.Inlines;

namespace Transcribe.Activities.Templating;

/// <summary>Takes the address out of links that would run something or show a file.</summary>
internal static class SafeLinks
{
    private static readonly string[] Allowed = ["http", "https", "mailto"];

    public static void Apply(MarkdownDocument document)
    {
        foreach (var link in document.Descendants<LinkInline>())
        {
            if (!IsSafe(link.Url))
                link.Url = string.Empty;
        }

        foreach (var link in document.Descendants<AutolinkInline>())
        {
            if (!link.IsEmail && !IsSafe(link.Url))
                link.Url = string.Empty;
        }
    }

    // Without a scheme it is a place on the same page or site, or a cid: of a mail.
    public static bool IsSafe(string? url) =>
        string.IsNullOrEmpty(url) || url.StartsWith("cid:", StringComparison.OrdinalIgnoreCase) || !url.Contains(':')
        || (Uri.TryCreate(url, UriKind.Absolute, out var address) && Allowed.Contains(address.Scheme));
}
