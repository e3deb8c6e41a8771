namespace Transcribe.Engine.Server.Identity;

/// <summary>A secret without its value.</summary>
internal sealed record SecretModel(
    string Id, string Name, string DisplayName, string? Description, string TypeName, string StoreName, string? Scope, string Status, int CurrentVersion,
    DateTimeOffset CreatedAt, DateTimeOffset? UpdatedAt, DateTimeOffset? ExpiresAt);

/// <summary>A new secret. Upstream has several types and stores; here there is one of each.</summary>
internal sealed record SecretBody : SecretDraft
{
    public string? TypeName { get; init; }

    public string? StoreName { get; init; }

    /// <summary>For upstream's store that reads the server's configuration.</summary>
    public string? ConfigurationKey { get; init; }
}

/// <summary>Which secrets a picker offers.</summary>
internal sealed record SecretQuery
{
    public string? Search { get; init; }

    public IReadOnlyList<string>? TypeNames { get; init; }

    public IReadOnlyList<string>? StoreNames { get; init; }

    public string? Scope { get; init; }

    public bool ActiveOnly { get; init; }
}

/// <summary>A kind of secret.</summary>
internal sealed record SecretType(string Name, string DisplayName, string Description, string EditorHint, IReadOnlyList<string> SupportedStoreNames);

/// <summary>Where secrets are kept, and what can be done there.</summary>
internal sealed record SecretStore(string Name, string DisplayName, string Description, string Capabilities, bool IsReadOnly);
