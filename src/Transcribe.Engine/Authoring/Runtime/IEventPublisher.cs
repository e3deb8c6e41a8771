namespace Transcribe.Engine.Authoring;

/// <summary>Publishes events by name: to workflows that an <c>Event</c> activity starts, and to instances that wait at one.</summary>
public interface IEventPublisher
{
    /// <summary>Publishes an event. One that nobody waits for yet is kept for a while.</summary>
    /// <param name="eventName">The name; letter case counts.</param>
    /// <param name="correlationId">Only instances with this correlation id; started ones get it.</param>
    /// <param name="workflowInstanceId">Only this instance.</param>
    /// <param name="activityInstanceId">Only this execution of an activity.</param>
    /// <param name="payload">What the receivers get as the result of their activity.</param>
    /// <param name="asynchronous">Kept for callers of upstream: from inside a workflow events always reach others in the background, from outside when this returns.</param>
    /// <param name="cancellationToken">Gives up waiting.</param>
    Task<SendStimulusResult> PublishAsync(
        string eventName, string? correlationId = null, string? workflowInstanceId = null, string? activityInstanceId = null, object? payload = null,
        bool asynchronous = false, CancellationToken cancellationToken = default);
}
