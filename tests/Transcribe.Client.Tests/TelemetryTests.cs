using System.Collections.Concurrent;
using System.Diagnostics;
using System.Diagnostics.Metrics;
using Transcribe.Client.Tests.Server;

namespace Transcribe.Client.Tests;

public sealed class TelemetryTests : ClientTest
{
    [Fact]
    public async Task Call_Repeated_IsOneActivityWithItsRequestId_AndTwoMeasuredAttempts()
    {
        var activities = new ConcurrentQueue<Activity>();
        using var traces = new ActivityListener
        {
            ShouldListenTo = x => x.Name == TranscribeTelemetry.Name,
            Sample = (ref _) => ActivitySamplingResult.AllData,
            ActivityStopped = activities.Enqueue,
        };
        ActivitySource.AddActivityListener(traces);
        var statuses = new ConcurrentQueue<int>();
        using var meters = new MeterListener { InstrumentPublished = (instrument, listener) => Enable(instrument, listener) };
        meters.SetMeasurementEventCallback<double>((_, _, tags, _) => statuses.Enqueue((int)tags[1].Value!));
        meters.Start();
        Server.On("GET /api/v1/me", Replies.Error(599, "internal_error"), Replies.Json(298, new { }));
        using var parent = new Activity("test").Start();

        await CreateSut().GetAccountAsync(Token);

        // Other tests run beside this one: what is counted is what this one caused.
        var own = activities.Single(x => x.ParentSpanId == parent.SpanId);
        own.OperationName.Should().Be("transcribe GET");
        own.GetTagItem("transcribe.request_id").Should().Be(Replies.RequestId);
        statuses.Should().Contain(599).And.Contain(298);
    }

    private static void Enable(Instrument instrument, MeterListener listener)
    {
        if (instrument.Meter.Name == TranscribeTelemetry.Name && instrument.Name == "transcribe.client.request.duration")
            listener.EnableMeasurementEvents(instrument);
    }
}
