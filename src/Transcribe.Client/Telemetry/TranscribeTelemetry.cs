using System.Diagnostics;
using System.Diagnostics.Metrics;

namespace Transcribe.Client;

/// <summary>What the client tells OpenTelemetry: one source of traces and one of metrics, of the same name.</summary>
public static class TranscribeTelemetry
{
    /// <summary>Name of the activity source and of the meter.</summary>
    public const string Name = "Transcribe.Client";

    internal static readonly ActivitySource Source = new(Name);

    private static readonly Meter Meter = new(Name);

    internal static readonly Histogram<double> RequestDuration =
        Meter.CreateHistogram<double>("transcribe.client.request.duration", "s", "Time of one attempt, answer included.");

    internal static readonly Counter<long> Retries = Meter.CreateCounter<long>("transcribe.client.retries", "{retry}", "Attempts after the first one.");

    internal static readonly Histogram<double> RateLimitWait =
        Meter.CreateHistogram<double>("transcribe.client.rate_limit.wait", "s", "Time that a request queued for its key's rate limit.");

    internal static readonly Counter<long> UploadedBytes = Meter.CreateCounter<long>("transcribe.client.upload.bytes", "By", "Bytes of media that were sent.");
}
