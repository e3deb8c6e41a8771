using Transcribe.Activities.Ledger.Watching;

namespace Transcribe.Activities.Approval;

/// <summary>Wakes the service that passes decisions on.</summary>
internal sealed class ApprovalSignal(TimeProvider clock) : IDisposable
{
    private readonly WakeSignal _signal = new(clock);

    public void Set() => _signal.Set();

    public Task WaitAsync(TimeSpan atMost, CancellationToken cancellationToken) => _signal.WaitAsync(atMost, cancellationToken);

    public void Dispose() => _signal.Dispose();
}
