using Transcribe.Activities.Engines;
using Transcribe.Activities.Ledger;
using Transcribe.Activities.Ledger.Watching;

namespace Transcribe.Activities.Transcription.Money;

/// <summary>The jobs that wait to be paid for, and the operator's hand that lets them pass.</summary>
public sealed class SubmissionHolds
{
    private readonly IJobLedger _ledger;
    private readonly IWaitNotifier _notifier;

    private readonly WatcherSignals _signals;

    internal SubmissionHolds(IJobLedger ledger, IWaitNotifier notifier, WatcherSignals signals) => (_ledger, _notifier, _signals) = (ledger, notifier, signals);

    /// <summary>
    /// Lets a job pass: its run submits again, over a day's ceiling once, and waits again when the wallet is still empty. Answers false when
    /// no such job waits. Doing it twice does no more than once.
    /// </summary>
    public async Task<bool> ReleaseAsync(string ledgerId, CancellationToken cancellationToken)
    {
        if (await _ledger.ReleaseAsync(ledgerId, cancellationToken) is null)
            return false;

        _signals.Batches.Set();
        await _notifier.SubmissionReleasedAsync(ledgerId, cancellationToken);
        return true;
    }
}
