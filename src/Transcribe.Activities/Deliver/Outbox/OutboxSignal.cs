using Transcribe.Activities.Ledger.Watching;

namespace Transcribe.Activities.Deliver;

/// <summary>Wakes the service that sends: something was handed over, ended or is to be sent again.</summary>
internal sealed class OutboxSignal(TimeProvider clock) : IDisposable
{
    private readonly WakeSignal _signal = new(clock);

    public void Set() => _signal.Set();

    public Task WaitAsync(TimeSpan atMost, CancellationToken cancellationToken) => _signal.WaitAsync(atMost, cancellationToken);

    public void Dispose() => _signal.Dispose();
}
