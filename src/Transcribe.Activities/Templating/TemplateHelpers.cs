using System.Globalization;
using System.Text;

namespace Transcribe.Activities.Templating;

/// <summary>The functions that templates have beside Scriban's own, by their <c>snake_case</c> names: <c>{{ chapter.start_seconds | timecode }}</c>.</summary>
public static class TemplateHelpers
{
    private const int MaxSlugLength = 80;
    private const string MarkdownMarks = @"\`*_[]<>|~";

    /// <summary>A place in a recording, from seconds or a time span: <c>2:05</c>, from an hour <c>1:02:05</c>.</summary>
    public static string Timecode(object? seconds)
    {
        var time = ToTime(seconds);
        return time.TotalHours >= 1 ? $"{(long)time.TotalHours}:{time.Minutes:00}:{time.Seconds:00}" : $"{time.Minutes}:{time.Seconds:00}";
    }

    /// <summary>A length in words, from seconds or a time span: <c>42 s</c>, <c>2 min 5 s</c>, <c>1 h 2 min</c>.</summary>
    public static string Duration(object? seconds)
    {
        var time = ToTime(seconds);
        return time.TotalHours >= 1 ? Join(((long)time.TotalHours, "h"), (time.Minutes, "min"))
            : time.TotalMinutes >= 1 ? Join((time.Minutes, "min"), (time.Seconds, "s"))
            : $"{time.Seconds} s";
    }

    /// <summary>An amount, two to four decimals: <c>$1.50</c>, <c>$0.0285</c>; with a currency code <c>1.50 EUR</c>.</summary>
    public static string Money(object? amount, string currency = "USD")
    {
        var number = ToDecimal(amount).ToString("0.00##", CultureInfo.InvariantCulture);
        return currency == "USD" ? number.StartsWith('-') ? $"-${number[1..]}" : $"${number}" : $"{number} {currency}";
    }

    /// <summary>A name for a file or a link: lower-case letters and digits of any script, the rest as single dashes, 80 characters at most; <c>untitled</c> for nothing.</summary>
    public static string Slug(string? text)
    {
        var slug = new StringBuilder();
        foreach (var rune in (text ?? string.Empty).EnumerateRunes())
        {
            if (slug.Length >= MaxSlugLength)
                break;

            if (Rune.IsLetterOrDigit(rune))
                slug.Append(Rune.ToLowerInvariant(rune));
            else if (slug.Length > 0 && slug[^1] != '-')
                slug.Append('-');
        }

        var trimmed = slug.ToString().Trim('-');
        return trimmed.Length == 0 ? "untitled" : trimmed;
    }

    /// <summary>Text that Markdown shows as it is.</summary>
    public static string MarkdownEscape(string? text)
    {
        var escaped = new StringBuilder();
        var lineStart = true;
        foreach (var character in text ?? string.Empty)
        {
            if (MarkdownMarks.Contains(character) || (lineStart && character is '#' or '+' or '-' or '='))
                escaped.Append('\\');

            escaped.Append(character);
            lineStart = character == '\n' || (lineStart && character == ' ');
        }

        return escaped.ToString();
    }

    private static string Join((long Count, string Unit) large, (long Count, string Unit) small) =>
        small.Count == 0 ? $"{large.Count} {large.Unit}" : $"{large.Count} {large.Unit} {small.Count} {small.Unit}";

    private static TimeSpan ToTime(object? value)
    {
        var time = value switch
        {
            TimeSpan span => span,
            string text when text.Contains(':') && TimeSpan.TryParse(text, CultureInfo.InvariantCulture, out var parsed) => parsed,
            _ => TimeSpan.FromSeconds((double)ToDecimal(value)),
        };
        return time < TimeSpan.Zero ? TimeSpan.Zero : time;
    }

    private static decimal ToDecimal(object? value) => value switch
    {
        null or "" => 0,
        string text => decimal.TryParse(text, CultureInfo.InvariantCulture, out var number) ? number : throw new FormatException($"'{text}' is not a number."),
        IConvertible number => number.ToDecimal(CultureInfo.InvariantCulture),
        _ => throw new FormatException($"A {value.GetType().Name} is not a number."),
    };
}
