using Transcribe.Engine.Activities;
using Transcribe.Engine.Authoring;
using Transcribe.Engine.Execution;

namespace Transcribe.Engine.Runtime;

/// <inheritdoc/>
internal sealed class EventPublisher(IStimulusSender stimuli) : IEventPublisher
{
    public Task<SendStimulusResult> PublishAsync(
        string eventName, string? correlationId = null, string? workflowInstanceId = null, string? activityInstanceId = null, object? payload = null,
        bool asynchronous = false, CancellationToken cancellationToken = default)
    {
        var metadata = new StimulusMetadata { CorrelationId = correlationId, WorkflowInstanceId = workflowInstanceId, ActivityInstanceId = activityInstanceId };
        if (payload is not null)
            metadata.Input = new Dictionary<string, object>(StringComparer.Ordinal) { [Event.PayloadInput] = payload };

        // The bookmark of an event does not carry its execution in the hash.
        return stimuli.SendAsync(StimulusHasher.Hash(EventStimulus.StimulusName, new EventStimulus(eventName)), metadata, cancellationToken);
    }
}
