using System.Collections.Concurrent;

namespace Transcribe.Bench.Load;

/// <summary>Drives a server over several connections and measures it.</summary>
internal sealed class Driver(ServerProcess server, string folder)
{
    private readonly TimeProvider _clock = TimeProvider.System;

    private long DatabaseBytes => new FileInfo(Path.Combine(folder, LoadServer.Database)).Length;

    /// <summary>Sends requests until <paramref name="next"/> has no more, or time is over.</summary>
    /// <param name="work">What to call it.</param>
    /// <param name="connections">Over how many connections.</param>
    /// <param name="duration">For how long at most.</param>
    /// <param name="next">The next path, and the id of its instance; null: there is none.</param>
    public async Task<Row> MeasureAsync(string work, int connections, TimeSpan duration, Func<(string Path, string? InstanceId)?> next)
    {
        var (processor, bytes, began) = (server.ProcessorTime, DatabaseBytes, _clock.GetTimestamp());
        var latencies = await Task.WhenAll(Enumerable.Range(0, connections).Select(_ => Task.Run(() => SendAsync(began, duration, next))));
        var elapsed = _clock.GetElapsedTime(began);

        var all = latencies.SelectMany(each => each).Order().ToArray();
        var count = Math.Max(1, all.Length);
        return new Row(
            work, connections, all.Length / elapsed.TotalSeconds, Quantile(all, 0.5), Quantile(all, 0.95), Quantile(all, 0.99),
            (server.ProcessorTime - processor) / count, server.Megabytes, (DatabaseBytes - bytes) / 1024d / count);
    }

    /// <summary>Sends the same request for some time.</summary>
    public Task<Row> MeasureAsync(string work, int connections, TimeSpan duration, string path) => MeasureAsync(work, connections, duration, () => (path, null));

    /// <summary>Sends one request and returns its answer.</summary>
    public async Task<string> AskAsync(string path)
    {
        using var connection = await Connection.OpenAsync(server.Address);
        return await connection.GetAsync(path);
    }

    /// <summary>A source of instance ids; each is noted in <paramref name="used"/>.</summary>
    public static Func<(string Path, string? InstanceId)?> Numbered(string path, string prefix, int count, ConcurrentQueue<string> used)
    {
        var number = 0;
        return () =>
        {
            if (Interlocked.Increment(ref number) is var i && i > count)
                return null;

            used.Enqueue($"{prefix}{i}");
            return (path, $"{prefix}{i}");
        };
    }

    private async Task<List<TimeSpan>> SendAsync(long began, TimeSpan duration, Func<(string Path, string? InstanceId)?> next)
    {
        using var connection = await Connection.OpenAsync(server.Address);
        var latencies = new List<TimeSpan>();
        while (_clock.GetElapsedTime(began) < duration && next() is var (path, instanceId))
        {
            var sent = _clock.GetTimestamp();
            await connection.GetAsync(path, instanceId);
            latencies.Add(_clock.GetElapsedTime(sent));
        }

        return latencies;
    }

    private static TimeSpan Quantile(TimeSpan[] ordered, double share) => ordered.Length == 0 ? TimeSpan.Zero : ordered[(int)((ordered.Length - 1) * share)];
}
