using Transcribe.Client;

namespace Transcribe.Activities.Transcription.Money;

/// <summary>The account behind a connection.</summary>
public sealed record AccountState
{
    /// <summary>The named connection.</summary>
    public string Connection { get; init; } = string.Empty;

    /// <summary>Whose account it is.</summary>
    public string? Email { get; init; }

    /// <summary>The plan.</summary>
    public string? Plan { get; init; }

    /// <summary>What the wallet holds, in US dollars; null when the API did not say.</summary>
    public decimal? WalletUsd { get; init; }

    /// <summary>The name of the connection's key.</summary>
    public string? KeyName { get; init; }

    /// <summary>What the key has spent, in US dollars.</summary>
    public decimal? KeySpentUsd { get; init; }

    /// <summary>What the key may spend, in US dollars; null without a cap.</summary>
    public decimal? KeyCapUsd { get; init; }

    internal static AccountState From(Account account, string connection) => new()
    {
        Connection = connection,
        Email = account.Email,
        Plan = account.SubscriptionTier,
        WalletUsd = account.WalletBalanceUsd,
        KeyName = account.ApiKey?.Name,
        KeySpentUsd = account.ApiKey?.Spend,
        KeyCapUsd = account.ApiKey?.Cap,
    };
}
