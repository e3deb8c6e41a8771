using System.Threading.Channels;

namespace Transcribe.Engine.Runtime;

/// <summary>Wakes the schedules before their next moment; what comes while they work is not lost, only joined.</summary>
internal sealed class ScheduleSignal(TimeProvider clock)
{
    private readonly Channel<bool> _calls = Channel.CreateBounded<bool>(new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite });

    public void Wake() => _calls.Writer.TryWrite(true);

    /// <summary>Returns when somebody calls, or the moment has come.</summary>
    public async Task WaitAsync(DateTimeOffset moment, CancellationToken cancellationToken)
    {
        var sleep = moment - clock.GetUtcNow();
        using var alarm = new CancellationTokenSource(sleep > TimeSpan.Zero ? sleep : TimeSpan.Zero, clock);

        // It may have come before the alarm was set.
        if (moment <= clock.GetUtcNow())
            return;

        using var either = CancellationTokenSource.CreateLinkedTokenSource(alarm.Token, cancellationToken);
        try
        {
            await _calls.Reader.ReadAsync(either.Token);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            // The moment has come.
        }
    }
}
