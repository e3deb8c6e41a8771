using System.Globalization;

namespace Transcribe.Bench.Speech;

/// <summary>How long something took, of many.</summary>
internal static class Quantiles
{
    /// <summary>Median, 99th percentile and the longest, in seconds.</summary>
    public static string Seconds(IEnumerable<TimeSpan> times) => Of(times, time => time.TotalSeconds, "s");

    /// <summary>The same in milliseconds.</summary>
    public static string Milliseconds(IEnumerable<TimeSpan> times) => Of(times, time => time.TotalMilliseconds, "ms");

    private static string Of(IEnumerable<TimeSpan> times, Func<TimeSpan, double> number, string unit)
    {
        var ordered = times.Order().ToArray();
        string At(double share) => number(ordered[(int)((ordered.Length - 1) * share)]).ToString("n1", CultureInfo.InvariantCulture);
        return ordered.Length == 0 ? "none" : $"p50 {At(0.5)} {unit}, p99 {At(0.99)} {unit}, longest {At(1)} {unit}";
    }
}
