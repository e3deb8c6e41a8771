namespace Transcribe.Activities.Ledger;

/// <summary>Why a job waits to be paid for. None of these passes by asking again, so nobody asks until an operator releases it.</summary>
public enum HoldReason
{
    /// <summary>The account's wallet does not cover it.</summary>
    WalletEmpty,

    /// <summary>The key may not spend more.</summary>
    KeyCapReached,

    /// <summary>A ceiling for the day would be passed.</summary>
    DailyCeilingReached,
}
