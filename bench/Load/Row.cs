using System.Globalization;

namespace Transcribe.Bench.Load;

/// <summary>One line of the table.</summary>
internal sealed record Row(string Work, int Connections, double PerSecond, TimeSpan P50, TimeSpan P95, TimeSpan P99, TimeSpan ProcessorTime, long Megabytes, double KilobytesEach)
{
    public const string Header = """
        | work | connections | per second | p50 ms | p95 ms | p99 ms | CPU ms each | MB resident | kB of database each |
        |---|---|---|---|---|---|---|---|---|
        """;

    public override string ToString() => string.Create(
        CultureInfo.InvariantCulture,
        $"| {Work} | {Connections} | {PerSecond:n0} | {P50.TotalMilliseconds:0.0} | {P95.TotalMilliseconds:0.0} | {P99.TotalMilliseconds:0.0} | {ProcessorTime.TotalMilliseconds:0.000} | {Megabytes} | {KilobytesEach:0.0} |");
}
