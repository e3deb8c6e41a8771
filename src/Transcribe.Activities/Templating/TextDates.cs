using System.Globalization;
using Scriban;
using Scriban.Parsing;
using Scriban.Runtime;

namespace Transcribe.Activities.Templating;

/// <summary>
/// Lets functions for dates take the text of one, as RFC 3339 writes it: in what came as JSON, from a request or another system, dates are texts, and stay
/// what they are wherever a text will do.
/// </summary>
internal sealed class TextDates(ScriptObject functions) : TemplateContext(functions)
{
    private static readonly string[] Formats = ["yyyy-MM-dd'T'HH:mm:ssK", "yyyy-MM-dd'T'HH:mm:ss.FFFFFFFK", "yyyy-MM-dd"];

    /// <inheritdoc/>
    public override object? ToObject(SourceSpan span, object? value, Type destinationType) =>
        value is string text && (destinationType == typeof(DateTime) || destinationType == typeof(DateTime?))
        && DateTimeOffset.TryParseExact(text, Formats, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var date)
            ? date.UtcDateTime
            : base.ToObject(span, value, destinationType);
}
