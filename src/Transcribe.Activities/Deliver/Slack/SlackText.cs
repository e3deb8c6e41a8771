namespace Transcribe.Activities.Deliver.Slack;

/// <summary>Splits what is too long for one message.</summary>
internal static class SlackText
{
    /// <summary>Slack's advice for one message; it cuts what is much longer.</summary>
    public const int MaxLength = 4000;

    /// <summary>Slack's limit of blocks in one message.</summary>
    public const int MaxBlocks = 50;

    private static readonly string[] Ends = ["\n\n", "\n", ". ", " "];

    /// <summary>Parts of at most <paramref name="limit"/> characters, cut at the end of a paragraph, else of a line, a sentence, a word.</summary>
    public static IReadOnlyList<string> Split(string text, int limit = MaxLength)
    {
        var parts = new List<string>();
        var rest = text.Replace("\r\n", "\n").Trim();
        while (rest.Length > limit)
        {
            var end = EndOf(rest, limit);
            parts.Add(rest[..end].TrimEnd());
            rest = rest[end..].TrimStart();
        }

        if (rest.Length > 0)
            parts.Add(rest);

        return parts;
    }

    // An end in the first half would make many small messages of one: then the next kind of end is better.
    private static int EndOf(string text, int limit)
    {
        foreach (var end in Ends)
        {
            var at = text.LastIndexOf(end, limit - 1, limit, StringComparison.Ordinal);
            if (at >= limit / 2)
                return at + (end == ". " ? 1 : 0);
        }

        return char.IsHighSurrogate(text[limit - 1]) ? limit - 1 : limit;
    }
}
