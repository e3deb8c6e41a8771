namespace Transcribe.Activities.Ledger;

/// <summary>Why a job waits before it is one. Where money is missing nobody asks again until an operator releases it.</summary>
public enum HoldReason
{
    /// <summary>The account's wallet does not cover it.</summary>
    WalletEmpty,

    /// <summary>The key may not spend more.</summary>
    KeyCapReached,

    /// <summary>A ceiling for the day would be passed.</summary>
    DailyCeilingReached,

    /// <summary>The vendor takes no more jobs at the moment. It is submitted again by itself.</summary>
    QueueFull,
}
