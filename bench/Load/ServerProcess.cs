using System.Diagnostics;

namespace Transcribe.Bench.Load;

/// <summary>The server in its own process, so that its processor time and memory are its own.</summary>
internal sealed class ServerProcess : IDisposable
{
    private readonly Process _process;

    private ServerProcess(Process process, Uri address, TimeSpan start) => (_process, Address, Start) = (process, address, start);

    public Uri Address { get; }

    /// <summary>How long it took from the start of its process to the answer to the first request.</summary>
    public TimeSpan Start { get; }

    public TimeSpan ProcessorTime
    {
        get
        {
            _process.Refresh();
            return _process.TotalProcessorTime;
        }
    }

    public long Megabytes
    {
        get
        {
            _process.Refresh();
            return _process.WorkingSet64 >> 20;
        }
    }

    public static async Task<ServerProcess> StartAsync(string folder, bool holds = false)
    {
        var start = new ProcessStartInfo("dotnet") { UseShellExecute = false, RedirectStandardOutput = true };
        foreach (var argument in new[] { typeof(ServerProcess).Assembly.Location, LoadServer.Command, folder, holds.ToString() })
            start.ArgumentList.Add(argument);

        var began = TimeProvider.System.GetTimestamp();
        var process = Process.Start(start)!;
        while (await process.StandardOutput.ReadLineAsync() is { } line)
        {
            if (line.StartsWith(LoadServer.Ready, StringComparison.Ordinal))
                return await AskFirstAsync(process, new Uri(line[LoadServer.Ready.Length..]), began);

            Console.Error.WriteLine(line);
        }

        throw new InvalidOperationException("The server does not start.");
    }

    private static async Task<ServerProcess> AskFirstAsync(Process process, Uri address, long began)
    {
        using var connection = await Connection.OpenAsync(address);
        await connection.GetAsync("/workflows/hello");
        return new ServerProcess(process, address, TimeProvider.System.GetElapsedTime(began));
    }

    /// <summary>Ends it at once.</summary>
    public void Dispose()
    {
        _process.Kill();
        _process.WaitForExit();
        _process.Dispose();
    }
}
