namespace Transcribe.Engine.Server.Studio;

/// <summary>A span of time that ends now, in slices.</summary>
internal sealed record DashboardRange(string Name, string Granularity, DateTimeOffset From, DateTimeOffset To, TimeSpan Slice)
{
    private const string Default = "24h";

    private static readonly Dictionary<string, (TimeSpan Length, TimeSpan Slice, string Granularity)> Known = new(StringComparer.OrdinalIgnoreCase)
    {
        ["1h"] = (TimeSpan.FromHours(1), TimeSpan.FromMinutes(5), "minute"),
        [Default] = (TimeSpan.FromHours(24), TimeSpan.FromHours(1), "hour"),
        ["7d"] = (TimeSpan.FromDays(7), TimeSpan.FromDays(1), "day"),
        ["30d"] = (TimeSpan.FromDays(30), TimeSpan.FromDays(1), "day"),
    };

    /// <summary>The slices from the oldest.</summary>
    public IEnumerable<(DateTimeOffset From, DateTimeOffset To)> Slices =>
        Enumerable.Range(0, (int)((To - From) / Slice)).Select(i => (From + (Slice * i), From + (Slice * (i + 1))));

    /// <summary>The span of a name; days begin at midnight, UTC, and today is one of them.</summary>
    public static DashboardRange Of(string? name, DateTimeOffset now)
    {
        if (!Known.TryGetValue(name ?? Default, out var span))
            throw new InvalidRequestException($"'{name}' is no range. Known: {string.Join(", ", Known.Keys)}.");

        var to = span.Slice == TimeSpan.FromDays(1) ? new DateTimeOffset(now.UtcDateTime.Date.AddDays(1), TimeSpan.Zero) : now;
        return new DashboardRange((name ?? Default).ToLowerInvariant(), span.Granularity, to - span.Length, to, span.Slice);
    }
}
