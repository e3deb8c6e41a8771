using System.Collections.Concurrent;
using System.Diagnostics;

namespace Transcribe.Bench.Chaos.Victims;

/// <summary>One life of the process that is killed.</summary>
internal sealed class Victim : IDisposable
{
    private readonly Process _process;
    private readonly TaskCompletionSource<Uri> _ready = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly ConcurrentQueue<string> _complaints = new();

    private Victim(Process process) => _process = process;

    /// <summary>Its address, when it takes requests.</summary>
    public Task<Uri> Ready => _ready.Task;

    /// <summary>What it complained about; it has no reason to.</summary>
    public IReadOnlyCollection<string> Complaints => _complaints;

    public static Victim Start(string folder, Uri outside)
    {
        var start = new ProcessStartInfo("dotnet") { UseShellExecute = false, RedirectStandardOutput = true, RedirectStandardError = true };
        foreach (var argument in new[] { typeof(Victim).Assembly.Location, VictimServer.Command, folder, outside.ToString() })
            start.ArgumentList.Add(argument);

        var victim = new Victim(new Process { StartInfo = start, EnableRaisingEvents = true });
        victim._process.OutputDataReceived += (_, line) => victim.Read(line.Data);
        victim._process.ErrorDataReceived += (_, line) => victim.Complain(line.Data);
        victim._process.Exited += (_, _) => victim._ready.TrySetCanceled();
        victim._process.Start();
        victim._process.BeginOutputReadLine();
        victim._process.BeginErrorReadLine();
        return victim;
    }

    /// <summary>Ends it as <c>kill -9</c> does.</summary>
    public async Task KillAsync(CancellationToken cancellationToken)
    {
        _process.Kill();
        await _process.WaitForExitAsync(cancellationToken);
    }

    public void Dispose()
    {
        if (!_process.HasExited)
            _process.Kill();
        _process.Dispose();
    }

    private void Read(string? line)
    {
        if (line?.StartsWith(VictimServer.Ready, StringComparison.Ordinal) == true)
            _ready.TrySetResult(new Uri(line[VictimServer.Ready.Length..]));
        else
            Complain(line);
    }

    private void Complain(string? line)
    {
        if (!string.IsNullOrWhiteSpace(line))
            _complaints.Enqueue(line);
    }
}
