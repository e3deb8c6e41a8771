using System.Diagnostics;

namespace Transcribe.Bench.Speech;

/// <summary>The most memory that this process has while something goes on, beyond what it had before.</summary>
internal sealed class Memory : IAsyncDisposable
{
    private static readonly TimeSpan Often = TimeSpan.FromMilliseconds(50);

    private readonly CancellationTokenSource _stop = new();
    private readonly long _before;
    private readonly Task _watching;
    private long _most;

    public Memory()
    {
        GC.Collect();
        GC.WaitForPendingFinalizers();
        GC.Collect();
        _before = _most = Resident();
        _watching = Task.Run(WatchAsync);
    }

    public override string ToString() => $"{_before >> 20} MB before, + {(_most - _before) >> 20} MB at most";

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await _watching;
        _stop.Dispose();
    }

    private async Task WatchAsync()
    {
        while (!_stop.IsCancellationRequested)
        {
            _most = Math.Max(_most, Resident());
            await Task.Delay(Often, TimeProvider.System, _stop.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private static long Resident()
    {
        using var process = Process.GetCurrentProcess();
        return process.WorkingSet64;
    }
}
