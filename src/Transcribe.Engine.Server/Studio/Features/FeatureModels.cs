namespace Transcribe.Engine.Server.Studio;

/// <summary>Something that the server can do.</summary>
internal sealed record FeatureModel(string Name, string Namespace, string FullName, string DisplayName, string Description)
{
    /// <summary>A feature under upstream's name for it, by which clients look.</summary>
    public static FeatureModel Of(string name, string displayName, string description) => new(name, "Elsa", $"Elsa.{name}", displayName, description);
}
