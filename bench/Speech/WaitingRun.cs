using Transcribe.Activities.Connections;
using Transcribe.Activities.Ledger;

namespace Transcribe.Bench.Speech;

/// <summary>Thousands of runs wait for their jobs on one key; the vendor ends them; each reads its result.</summary>
internal sealed class WaitingRun(SpeechOptions options)
{
    private const int Submitters = 8;
    private const int DefaultJobs = 10_000;

    // What a key of 60 requests a minute can submit beside its sweeps, and some time more.
    private const double SubmitsAMinute = 50;

    private static readonly TimeSpan Look = TimeSpan.FromMinutes(1);

    public async Task RunAsync(string folder, bool callsBack)
    {
        var jobs = options.Jobs ?? DefaultJobs;
        var clock = new FastClock(options.Speed);
        await using var vendor = await Vendor.StartAsync(folder, clock);
        await using var host = await BenchHost.StartAsync(folder, clock, vendor, callsBack);
        using var requests = new RequestCounter(vendor.Address);
        var (began, realBegan) = (clock.GetTimestamp(), TimeProvider.System.GetTimestamp());

        // The first jobs hold the vendor's places until all are submitted.
        vendor.Take(TimeSpan.FromMinutes(jobs / SubmitsAMinute));
        await Parallel.ForEachAsync(
            Enumerable.Range(0, jobs), new ParallelOptions { MaxDegreeOfParallelism = Submitters },
            async (number, _) => await host.RunAsync(Workloads.Job, vendor.RecordingOf(number)));
        vendor.End(options.EndsAMinute);
        var waiting = (await host.Services.GetRequiredService<IJobLedger>().ListOpenAsync(default)).Count;
        Console.WriteLine($"submitted {jobs:n0} in {clock.GetElapsedTime(began).TotalMinutes:n0} min, {waiting:n0} wait together; {requests}");

        while (host.Arrivals.Count < jobs || requests.Of("GET result") < jobs)
            await Task.Delay(Look, clock);

        Console.WriteLine($"all read after {clock.GetElapsedTime(began).TotalHours:n1} h of the fast clock, {TimeProvider.System.GetElapsedTime(realBegan).TotalMinutes:n1} min of real time");
        await ReportAsync(host, requests, jobs);
    }

    private static async Task ReportAsync(BenchHost host, RequestCounter requests, int jobs)
    {
        var ledger = host.Services.GetRequiredService<IJobLedger>();
        var rows = new List<LedgerEntry>();
        foreach (var arrival in host.Arrivals.All)
            rows.Add((await ledger.FindJobAsync(ConnectionNames.Default, arrival.JobId, default))!);

        Console.WriteLine($"requests: {requests}");
        Console.WriteLine($"429: {requests.RateLimited}; requests a finished job: {(double)requests.Total / jobs:n3}, of which sweeps {(double)requests.Sweeps / jobs:n3}");
        Console.WriteLine($"from the vendor's end to the ledger: {Quantiles.Seconds(rows.Select(row => row.CompletedAt!.Value - row.Outcome!.CompletedAt!.Value))}");
        Console.WriteLine($"from the vendor's end to the run: {Quantiles.Seconds(host.Arrivals.All.Select(arrival => arrival.At - arrival.CompletedAt))}");
    }
}
