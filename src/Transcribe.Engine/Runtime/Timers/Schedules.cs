using System.Text.Json;
using Transcribe.Engine.Activities;
using Transcribe.Engine.Storage;
using Transcribe.Engine.Values;

namespace Transcribe.Engine.Runtime;

/// <summary>Reads schedules from the rows of their triggers.</summary>
internal static class Schedules
{
    /// <summary>When the clock starts it; null: it is no trigger of the clock.</summary>
    public static ISchedule? ReadSchedule(this TriggerRow trigger)
    {
        if (trigger.Payload is null)
            return null;

        using var payload = JsonDocument.Parse(trigger.Payload);
        return ValueSerializer.Read(payload.RootElement) as ISchedule;
    }

    /// <summary>The next runs, the soonest first; fewer when the schedule ends.</summary>
    public static IEnumerable<DateTimeOffset> NextRuns(this ISchedule schedule, DateTimeOffset? next, int count)
    {
        for (; next is { } moment && count > 0; count--)
        {
            yield return moment;
            next = schedule.Next(moment, moment);
        }
    }
}
