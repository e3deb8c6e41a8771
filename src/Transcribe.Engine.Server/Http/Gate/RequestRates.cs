using System.Collections.Concurrent;

namespace Transcribe.Engine.Server.Http;

/// <summary>
/// How fast requests come to each endpoint, by the generic cell rate algorithm: a minute's worth may come at once, after that one for each
/// that has gone. One moment an endpoint is all that is kept.
/// </summary>
internal sealed class RequestRates(TimeProvider clock)
{
    private static readonly TimeSpan Period = TimeSpan.FromMinutes(1);

    private readonly ConcurrentDictionary<string, Gauge> _gauges = new(StringComparer.Ordinal);

    /// <summary>Takes one request; answers after how long the next one is taken when it is one too many, null when it is not.</summary>
    public TimeSpan? Take(string endpoint, int perMinute)
    {
        var gauge = _gauges.GetOrAdd(endpoint, _ => new Gauge());
        var now = clock.GetUtcNow();
        lock (gauge)
        {
            var full = (gauge.EmptyAt > now ? gauge.EmptyAt : now) + (Period / perMinute);
            if (full - now > Period)
                return full - now - Period;

            gauge.EmptyAt = full;
            return null;
        }
    }

    private sealed class Gauge
    {
        public DateTimeOffset EmptyAt { get; set; }
    }
}
