using Transcribe.Engine.Storage;

namespace Transcribe.Engine.Runtime;

/// <summary>Who provides definitions, such as a folder.</summary>
/// <param name="ProviderName">The provider's name.</param>
/// <param name="IsReadonly">Whether people cannot change them here; default true.</param>
public sealed record DefinitionSource(string ProviderName, bool IsReadonly = true)
{
    /// <summary>The provider whose unpublished draft becomes this one's version; null: nobody's.</summary>
    internal string? TakesOver { get; init; }
}

/// <summary>A definition belongs to a provider and cannot be changed by people.</summary>
public sealed class DefinitionReadonlyException(DefinitionRow definition)
    : Exception($"The definition '{definition.DefinitionId}' is read-only: it comes from {definition.ProviderName ?? "its provider"}. Change it there, or save a copy under another id.");
