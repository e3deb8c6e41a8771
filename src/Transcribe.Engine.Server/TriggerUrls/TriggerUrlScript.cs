using System.Globalization;
using Transcribe.Engine.Expressions;

namespace Transcribe.Engine.Server.TriggerUrls;

/// <summary>The function by which scripts make links.</summary>
internal static class TriggerUrlScript
{
    public static JavaScriptFunction CreateEventTriggerUrl { get; } = new(
        "createEventTriggerUrl",
        "declare function createEventTriggerUrl(eventName: string, lifetime?: number | string | Date): string;",
        static context => (string eventName, object? lifetime) => context.GenerateEventTriggerUrl(eventName, ExpiryOf(lifetime, TriggerUrlExtensions.Factory(context))));

    /// <summary>A number of seconds, a time span such as <c>"1.00:00:00"</c>, a moment; null: as the host says.</summary>
    private static DateTimeOffset? ExpiryOf(object? lifetime, TriggerUrlFactory urls) => lifetime switch
    {
        null => null,
        double or int or long => urls.ExpiryAfter(TimeSpan.FromSeconds(Convert.ToDouble(lifetime, CultureInfo.InvariantCulture))),
        DateTime moment => new DateTimeOffset(moment.ToUniversalTime()),
        DateTimeOffset moment => moment,
        TimeSpan span => urls.ExpiryAfter(span),
        string text when TimeSpan.TryParse(text, CultureInfo.InvariantCulture, out var span) => urls.ExpiryAfter(span),
        string text when DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var moment) => moment,
        _ => throw new ArgumentException($"'{lifetime}' is no lifetime of a link: give seconds, a time span such as \"1.00:00:00\", or a moment.", nameof(lifetime)),
    };
}
