namespace Transcribe.Activities.Transcription.Money;

/// <summary>What happens when a job cannot be paid for: the wallet is empty, the key's cap or a day's ceiling is reached.</summary>
public enum UnpaidPolicy
{
    /// <summary>The run waits, visibly and without asking again, until an operator releases it.</summary>
    Hold,

    /// <summary>The run goes on at <c>Refused</c>.</summary>
    Refuse,
}
