using System.Text.RegularExpressions;

namespace Transcribe.Client.Errors;

/// <summary>Keeps keys out of messages, even when a server repeats one in its answer.</summary>
internal static partial class Redaction
{
    public const string Mask = "***";

    /// <summary>What is printed instead of a secret: whether there is one.</summary>
    public static string Of(string? secret) => string.IsNullOrEmpty(secret) ? "none" : Mask;

    /// <summary>The text without anything that looks like an API key, and without <paramref name="secret"/>.</summary>
    public static string Scrub(string text, string? secret = null)
    {
        var scrubbed = string.IsNullOrEmpty(secret) ? text : text.Replace(secret, Mask, StringComparison.Ordinal);
        return ApiKey().Replace(scrubbed, "tsk_" + Mask);
    }

    [GeneratedRegex("tsk_[A-Za-z0-9_-]+", RegexOptions.NonBacktracking)]
    private static partial Regex ApiKey();
}
