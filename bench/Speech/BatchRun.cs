using Microsoft.Data.Sqlite;

namespace Transcribe.Bench.Speech;

/// <summary>One run with a batch of thousands.</summary>
internal sealed class BatchRun(SpeechOptions options)
{
    private const int DefaultItems = 5_000;

    private static readonly TimeSpan Look = TimeSpan.FromMinutes(1);

    public async Task RunAsync(string folder)
    {
        var items = options.Jobs ?? DefaultItems;
        var clock = new FastClock(options.Speed);
        await using var vendor = await Vendor.StartAsync(folder, clock);
        await using var host = await BenchHost.StartAsync(folder, clock, vendor);
        using var requests = new RequestCounter(vendor.Address);
        vendor.Take(TimeSpan.FromMinutes(1));
        await host.RunAsync(Workloads.Job, vendor.RecordingOf(items));

        await using var memory = new Memory();
        var (began, realBegan, before) = (clock.GetTimestamp(), TimeProvider.System.GetTimestamp(), requests.Total);
        await host.RunAsync(Workloads.Batch, Enumerable.Range(0, items).Select(vendor.RecordingOf).ToList());
        Console.WriteLine($"started with {items:n0} items after {TimeProvider.System.GetElapsedTime(realBegan).TotalSeconds:n1} s of real time; {await StateAsync(folder)}");
        while (await AskAsync(folder, "SELECT COUNT(*) FROM WorkflowInstances WHERE DefinitionId = 'batch' AND Status = 'Finished'") == 0)
            await Task.Delay(Look, clock);

        Console.WriteLine($"ended after {clock.GetElapsedTime(began).TotalHours:n2} h of the fast clock, {TimeProvider.System.GetElapsedTime(realBegan).TotalMinutes:n1} min of real time; {await StateAsync(folder)}");
        Console.WriteLine($"done: {await AskAsync(folder, "SELECT COUNT(*) FROM TranscribeBatchItems WHERE State = 'Done'"):n0}; jobs at the vendor's beside the first: {requests.Of("POST submit 202") - 1:n0}");
        Console.WriteLine($"requests: {requests}; {(double)(requests.Total - before) / items:n3} an item; 429: {requests.RateLimited}");
        Console.WriteLine($"memory (with the vendor in it): {memory}; database {new FileInfo(Path.Combine(folder, BenchHost.Database)).Length >> 20} MB");
    }

    private static async Task<string> StateAsync(string folder) =>
        $"state of {await AskAsync(folder, "SELECT SUM(LENGTH(Data)) FROM WorkflowInstances WHERE DefinitionId = 'batch'") / 1024:n0} kB";

    private static async Task<long> AskAsync(string folder, string query)
    {
        await using var connection = new SqliteConnection($"Data Source={Path.Combine(folder, BenchHost.Database)}");
        await connection.OpenAsync();
        await using var command = connection.CreateCommand();
#pragma warning disable CA2100 // The queries are this program's own.
        command.CommandText = query;
#pragma warning restore CA2100
        return Convert.ToInt64(await command.ExecuteScalarAsync() is { } value and not DBNull ? value : 0L, System.Globalization.CultureInfo.InvariantCulture);
    }
}
