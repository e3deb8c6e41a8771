using System.Text.Json;
using System.Text.Json.Serialization;

namespace Transcribe.Client;

/// <summary>What the API says of the key that asked; never the key itself.</summary>
public sealed record ApiKeyInfo
{
    /// <summary>The name its owner gave it.</summary>
    public string? Name { get; init; }

    /// <summary>What it may do.</summary>
    public IReadOnlyList<string> Scopes { get; init => field = value ?? []; } = [];

    /// <summary>What it has spent, in US dollars.</summary>
    public decimal? Spend { get; init; }

    /// <summary>What it may spend, in US dollars; null without a cap.</summary>
    public decimal? Cap { get; init; }

    /// <summary>Whatever else the API says.</summary>
    [JsonExtensionData]
    public IDictionary<string, JsonElement>? Extra { get; init; }
}
