using Polly;

namespace Transcribe.Engine.Server.Http;

/// <summary>
/// How a call is repeated, or given up early. A host registers its own; a definition chooses one by its id
/// (<c>customProperties.resilienceStrategy</c> of an HTTP request).
/// </summary>
public interface IResilienceStrategy
{
    /// <summary>The name by which definitions choose it; never renamed.</summary>
    string Id { get; }

    /// <summary>The name for people.</summary>
    string DisplayName { get; }

    /// <summary>Sets up what each call runs through. Once, when it is first needed; all calls share it.</summary>
    void Configure(ResiliencePipelineBuilder<OutgoingAnswer> pipeline);
}
