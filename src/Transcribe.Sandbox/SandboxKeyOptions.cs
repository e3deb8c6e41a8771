namespace Transcribe.Sandbox;

/// <summary>What a new API key may do.</summary>
public sealed class SandboxKeyOptions
{
    /// <summary>The scope of everything that only reads.</summary>
    public const string ReadScope = "read";

    /// <summary>The scope of everything that creates, asks, retries or deletes.</summary>
    public const string WriteScope = "write";

    /// <summary>US dollars that the key may spend in all; over it, <c>402 spend_cap_exceeded</c>. Default none.</summary>
    public decimal? SpendCapUsd { get; set; }

    /// <summary>What the key may do; without a scope, <c>403 scope_forbidden</c>. Default both.</summary>
    public IReadOnlyList<string> Scopes { get; set; } = [ReadScope, WriteScope];
}
