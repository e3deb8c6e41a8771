using System.Buffers.Binary;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
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

    /// <summary>
    /// How much later than due a run starts: the same for the same run however often it is asked, so that no restart moves it, and spread
    /// evenly over the runs and schedules.
    /// </summary>
    public static TimeSpan LatenessOf(this ISchedule schedule, string triggerId, DateTimeOffset dueAt)
    {
        if (schedule.Jitter <= TimeSpan.Zero)
            return TimeSpan.Zero;

        var digest = SHA256.HashData(Encoding.UTF8.GetBytes(string.Create(CultureInfo.InvariantCulture, $"{triggerId}|{dueAt.UtcTicks}")));
        return schedule.Jitter * (BinaryPrimitives.ReadUInt32LittleEndian(digest) / (double)uint.MaxValue);
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
