using Cronos;

namespace Transcribe.Engine.Activities;

/// <summary>
/// The moments of a cron expression. In the night of a clock change a run in the hour that does not exist comes right after it, and one
/// at a fixed time in the hour that comes twice comes once.
/// </summary>
internal sealed class CronSchedule
{
    private const int FieldsWithSeconds = 6;

    private readonly CronExpression _expression;
    private readonly TimeZoneInfo _zone;

    private CronSchedule(CronExpression expression, TimeZoneInfo zone) => (_expression, _zone) = (expression, zone);

    /// <summary>Reads an expression of five fields, or six with seconds, and a time zone.</summary>
    /// <exception cref="FormatException">One of them cannot be read; the message says which and what is expected.</exception>
    public static CronSchedule Of(string? expression, string? timeZone)
    {
        if (string.IsNullOrWhiteSpace(expression))
            throw new FormatException("The cron expression is empty. Give five fields (minute hour day month weekday), or six that begin with seconds.");

        var fields = expression.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries).Length;
        try
        {
            return new CronSchedule(CronExpression.Parse(expression, fields == FieldsWithSeconds ? CronFormat.IncludeSeconds : CronFormat.Standard), ZoneOf(timeZone));
        }
        catch (CronFormatException exception)
        {
            throw new FormatException($"The cron expression '{expression}' cannot be read: {exception.Message} Give five fields (minute hour day month weekday), or six that begin with seconds.", exception);
        }
    }

    /// <summary>The first moment after <paramref name="after"/>; null: there is none.</summary>
    public DateTimeOffset? Next(DateTimeOffset after) => _expression.GetNextOccurrence(after, _zone)?.ToUniversalTime();

    /// <summary>The time zone of a name; UTC without one.</summary>
    /// <exception cref="FormatException">There is none.</exception>
    public static TimeZoneInfo ZoneOf(string? name)
    {
        if (string.IsNullOrWhiteSpace(name))
            return TimeZoneInfo.Utc;

        return TimeZoneInfo.TryFindSystemTimeZoneById(name.Trim(), out var zone)
            ? zone
            : throw new FormatException($"There is no time zone '{name}'. Give a name such as Europe/Berlin.");
    }
}
