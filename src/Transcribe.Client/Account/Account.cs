using System.Text.Json;
using System.Text.Json.Serialization;

namespace Transcribe.Client;

/// <summary>Whose key it is, and what is left to spend.</summary>
public sealed record Account
{
    /// <summary>The owner.</summary>
    public string? Email { get; init; }

    /// <summary>The plan.</summary>
    public string? SubscriptionTier { get; init; }

    /// <summary>Top-up credit left, in US dollars.</summary>
    public decimal? WalletBalanceUsd { get; init; }

    /// <summary>The key that asked.</summary>
    public ApiKeyInfo? ApiKey { get; init; }

    /// <summary>Whatever else the API says (monthly credit, plan limits), whose names are not published.</summary>
    [JsonExtensionData]
    public IDictionary<string, JsonElement>? Extra { get; init; }
}
