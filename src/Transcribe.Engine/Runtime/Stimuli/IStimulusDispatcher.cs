using Transcribe.Engine.Authoring;

namespace Transcribe.Engine.Runtime;

/// <summary>Sends stimuli in the background: when it returns they are durable, and whom they reach runs later.</summary>
public interface IStimulusDispatcher
{
    /// <summary>Sends a stimulus; one that nobody waits for yet is kept for a while.</summary>
    /// <exception cref="ArgumentException">The request names neither a stimulus nor its hash.</exception>
    Task<DispatchStimulusResponse> SendAsync(DispatchStimulusRequest request, CancellationToken cancellationToken = default);
}

/// <summary>A stimulus, by name and payload or by its hash.</summary>
public sealed record DispatchStimulusRequest
{
    /// <summary>The stimulus name, by default the activity's type.</summary>
    public string? ActivityTypeName { get; init; }

    /// <summary>The payload; equal payloads match.</summary>
    public object? Stimulus { get; init; }

    /// <summary>The hash of both, in their place.</summary>
    public string? StimulusHash { get; init; }

    /// <summary>Narrows the receivers and carries input; null: everybody, without input.</summary>
    public StimulusMetadata? Metadata { get; init; }
}

/// <summary>What was handed over.</summary>
/// <param name="StartedInstanceIds">The instances that it starts.</param>
public sealed record DispatchStimulusResponse(IReadOnlyList<string> StartedInstanceIds);
