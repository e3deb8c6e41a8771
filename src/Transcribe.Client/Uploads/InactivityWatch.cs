namespace Transcribe.Client.Uploads;

/// <summary>Cancels what stands still: any progress starts its time anew.</summary>
internal sealed class InactivityWatch : IDisposable
{
    private readonly TimeSpan limit;
    private readonly CancellationTokenSource source = new();
    private readonly ITimer timer;

    public InactivityWatch(TimeProvider clock, TimeSpan limit)
    {
        this.limit = limit;
        timer = clock.CreateTimer(_ => source.Cancel(), null, limit, Timeout.InfiniteTimeSpan);
    }

    public CancellationToken Token => source.Token;

    public bool HasFired => source.IsCancellationRequested;

    public void Touch() => timer.Change(limit, Timeout.InfiniteTimeSpan);

    public void Dispose()
    {
        timer.Dispose();
        source.Dispose();
    }
}
