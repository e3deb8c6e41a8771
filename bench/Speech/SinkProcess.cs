using System.Diagnostics;

namespace Transcribe.Bench.Speech;

/// <summary>A <see cref="SinkServer"/>, started.</summary>
internal sealed class SinkProcess : IDisposable
{
    private readonly Process _process;

    private SinkProcess(Process process, Uri address) => (_process, Address) = (process, address);

    public Uri Address { get; }

    public static async Task<SinkProcess> StartAsync()
    {
        var start = new ProcessStartInfo("dotnet", [typeof(SinkProcess).Assembly.Location, SinkServer.Command]) { UseShellExecute = false, RedirectStandardOutput = true };
        var process = Process.Start(start)!;
        var line = await process.StandardOutput.ReadLineAsync();
        return line?.StartsWith(SinkServer.Ready, StringComparison.Ordinal) == true
            ? new SinkProcess(process, new Uri(line[SinkServer.Ready.Length..]))
            : throw new InvalidOperationException($"The other side does not start: {line}");
    }

    public async Task<Taken> TakenAsync()
    {
        using var http = new HttpClient { BaseAddress = Address };
        return (await http.GetFromJsonAsync<Taken>(SinkServer.TakenPath))!;
    }

    public void Dispose()
    {
        _process.Kill();
        _process.WaitForExit();
        _process.Dispose();
    }
}
