using System.Threading.Channels;

namespace Transcribe.Sandbox.Jobs;

/// <summary>Tells a background loop that there is something to do; many rings before it looks are one.</summary>
internal sealed class Doorbell
{
    private readonly Channel<bool> rings = Channel.CreateBounded<bool>(new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite });

    public void Ring() => rings.Writer.TryWrite(true);

    /// <summary>Waits for a ring, or until the time is over.</summary>
    public async Task WaitAsync(TimeSpan limit, TimeProvider clock, CancellationToken cancellationToken)
    {
        // Waiting takes no ring, so that one that comes after the time is over is not lost with the abandoned wait.
        using var over = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        await rings.Reader.WaitToReadAsync(over.Token).AsTask().WaitQuietlyAsync(limit, clock, cancellationToken);
        await over.CancelAsync();
        rings.Reader.TryRead(out _);
    }
}
