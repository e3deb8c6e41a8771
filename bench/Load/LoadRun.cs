using System.Collections.Concurrent;

namespace Transcribe.Bench.Load;

/// <summary>All measures of BARS.md, first on an empty database, then on a full one.</summary>
internal sealed class LoadRun(LoadOptions options)
{
    private static readonly TimeSpan Enough = TimeSpan.FromMinutes(10);
    private static readonly TimeSpan WarmUp = TimeSpan.FromSeconds(3);

    private readonly TimeProvider _clock = TimeProvider.System;

    private TimeSpan Duration => TimeSpan.FromSeconds(options.Seconds);

    public async Task RunAsync()
    {
        var folder = Directory.CreateTempSubdirectory("transcribe-load-").FullName;
        try
        {
            // The first start makes the tables; the next ones are as every start is.
            using (await ServerProcess.StartAsync(folder))
                Console.WriteLine(Row.Header);

            await MeasureAsync(folder, "empty");
            await RecoverAsync(folder);
            if (options.Finished > 0)
            {
                await FillAsync(folder);
                await MeasureAsync(folder, $"{options.Finished:n0} finished");
                await CompareAsync(folder);
            }
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private async Task MeasureAsync(string folder, string database)
    {
        using var server = await ServerProcess.StartAsync(folder);
        var driver = new Driver(server, folder);
        var idle = server.Megabytes;
        Console.WriteLine($"| *{database}: first answer after {server.Start.TotalSeconds:0.0} s, {idle} MB idle* | | | | | | | | |");
        foreach (var path in new[] { "/bare", "/workflows/hello", "/workflows/steps" })
        {
            await driver.MeasureAsync(path, 8, WarmUp, path);
            foreach (var connections in new[] { 1, 16, 64 })
                Console.WriteLine(await driver.MeasureAsync(path, connections, Duration, path));
        }

        await SuspendAndResumeAsync(driver, database);
        await ResumeTogetherAsync(driver, server);
    }

    private static async Task CompareAsync(string folder)
    {
        var comparison = new Comparison(folder);
        Console.WriteLine($"{Environment.NewLine}{Comparison.Header}");
        foreach (var path in new[] { "/workflows/hello", "/workflows/steps" })
        {
            foreach (var connections in new[] { 1, 16, 64 })
                Console.WriteLine(await comparison.RunAsync(path, connections));
        }
    }

    private async Task SuspendAndResumeAsync(Driver driver, string database)
    {
        foreach (var (connections, prefix) in new[] { (8, $"{database[0]}w"), (1, $"{database[0]}a"), (16, $"{database[0]}b"), (64, $"{database[0]}c") })
        {
            var waiting = new ConcurrentQueue<string>();
            var isWarmUp = connections == 8;
            var start = await driver.MeasureAsync("start and suspend", connections, isWarmUp ? WarmUp : Duration, Driver.Numbered("/workflows/wait", prefix, int.MaxValue, waiting));
            var resume = await driver.MeasureAsync("resume", connections, Enough, () => waiting.TryDequeue(out var id) ? ($"/events/{id}", null) : null);
            if (!isWarmUp)
                Console.WriteLine($"{start}{Environment.NewLine}{resume}");
        }
    }

    private async Task ResumeTogetherAsync(Driver driver, ServerProcess server)
    {
        var started = new ConcurrentQueue<string>();
        var before = server.Megabytes;
        await driver.MeasureAsync("wait together", 16, Enough, Driver.Numbered("/workflows/together", $"t{server.Address.Port}n", options.Waiting, started));
        var waiting = server.Megabytes;
        var (processor, began) = (server.ProcessorTime, _clock.GetTimestamp());
        var resumed = int.Parse(await driver.AskAsync($"/events/{Workloads.SharedEvent}"), System.Globalization.CultureInfo.InvariantCulture);
        var elapsed = _clock.GetElapsedTime(began);
        Console.WriteLine(new Row(
            $"{resumed:n0} waiting (+ {waiting - before} MB) resumed at once, all done in {elapsed.TotalSeconds:0.0} s", 1, resumed / elapsed.TotalSeconds, elapsed, elapsed, elapsed,
            (server.ProcessorTime - processor) / resumed, server.Megabytes, 0));
    }

    /// <summary>Kills a server in the middle of many bursts, and measures the next one while it continues them.</summary>
    private async Task RecoverAsync(string folder)
    {
        using (var held = await ServerProcess.StartAsync(folder, holds: true))
        {
            var asking = new Driver(held, folder);
            var left = options.Waiting;
            await asking.MeasureAsync("hold", 16, Enough, () => Interlocked.Decrement(ref left) >= 0 ? ("/long", null) : null);
            while (int.Parse(await asking.AskAsync("/held"), System.Globalization.CultureInfo.InvariantCulture) < options.Waiting)
                await Task.Delay(TimeSpan.FromMilliseconds(100), _clock);
        }

        using var server = await ServerProcess.StartAsync(folder);
        var began = _clock.GetTimestamp();
        var driver = new Driver(server, folder);
        var isRecovering = true;
        var fresh = Task.Run(() => driver.MeasureAsync($"hello while {options.Waiting:n0} are recovered", 4, Enough, () => Volatile.Read(ref isRecovering) ? ("/workflows/hello", null) : null));
        while (await driver.AskAsync("/running") != "0")
            await Task.Delay(TimeSpan.FromMilliseconds(50), _clock);

        var elapsed = _clock.GetElapsedTime(began);
        Volatile.Write(ref isRecovering, false);
        Console.WriteLine($"{await fresh}{Environment.NewLine}| {options.Waiting:n0} unfinished recovered in {elapsed.TotalSeconds:0.0} s | | {options.Waiting / elapsed.TotalSeconds:n0} | | | | | {server.Megabytes} | |");
    }

    private async Task FillAsync(string folder)
    {
        using var server = await ServerProcess.StartAsync(folder);
        var left = options.Finished;
        await new Driver(server, folder).MeasureAsync("fill", 64, Enough, () => Interlocked.Decrement(ref left) >= 0 ? ("/workflows/hello", null) : null);
    }
}
