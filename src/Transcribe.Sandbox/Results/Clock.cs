using System.Globalization;

namespace Transcribe.Sandbox.Results;

/// <summary>Times of a recording as people and subtitle files write them.</summary>
internal static class Clock
{
    /// <summary><c>0:07</c>, <c>12:05</c>, <c>1:02:05</c>.</summary>
    public static string Short(double seconds)
    {
        var time = TimeSpan.FromSeconds(Math.Floor(seconds));
        return time.ToString(time.TotalHours >= 1 ? @"h\:mm\:ss" : @"m\:ss", CultureInfo.InvariantCulture);
    }

    /// <summary><c>00:00:01,520</c>, with the separator that the format wants.</summary>
    public static string Full(double seconds, char separator)
    {
        var time = TimeSpan.FromMilliseconds(Math.Round(seconds * 1000));
        return $"{(int)time.TotalHours:00}:{time.Minutes:00}:{time.Seconds:00}{separator}{time.Milliseconds:000}";
    }
}
