using Transcribe.Activities.Connections;
using Transcribe.Activities.Ledger;

namespace Transcribe.Bench.Speech;

/// <summary>How long it takes from the callback's request to the run that goes on, in real time, with some five jobs a second and a key that has requests left.</summary>
internal sealed class CallbackRun(SpeechOptions options)
{
    private const int DefaultJobs = 500;
    private const int RequestsPerMinute = 10_000;

    private static readonly TimeSpan Each = TimeSpan.FromSeconds(3);
    private static readonly TimeSpan Apart = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan Look = TimeSpan.FromMilliseconds(200);

    public async Task RunAsync(string folder)
    {
        var jobs = options.Jobs ?? DefaultJobs;
        await using var vendor = await Vendor.StartAsync(folder, TimeProvider.System, RequestsPerMinute);
        await using var host = await BenchHost.StartAsync(folder, TimeProvider.System, vendor, callsBack: true, RequestsPerMinute);
        using var requests = new RequestCounter(vendor.Address);
        vendor.Take(Each);
        for (var number = 0; number < jobs; number++)
        {
            await host.RunAsync(Workloads.Job, vendor.RecordingOf(number));
            await Task.Delay(Apart, TimeProvider.System);
        }

        while (host.Arrivals.Count < jobs || requests.Of("GET result") < jobs)
            await Task.Delay(Look, TimeProvider.System);

        var ledger = host.Services.GetRequiredService<IJobLedger>();
        var delays = new List<TimeSpan>();
        foreach (var arrival in host.Arrivals.All)
        {
            var row = (await ledger.FindJobAsync(ConnectionNames.Default, arrival.JobId, default))!;
            if (host.Callbacks.TryGetValue(row.Id, out var came))
                delays.Add(TimeProvider.System.GetElapsedTime(came, arrival.Timestamp));
        }

        Console.WriteLine($"requests: {requests}; {(double)requests.Total / jobs:n3} a finished job");
        Console.WriteLine($"from the callback to the run, {delays.Count:n0} runs: {Quantiles.Milliseconds(delays)}");
    }
}
