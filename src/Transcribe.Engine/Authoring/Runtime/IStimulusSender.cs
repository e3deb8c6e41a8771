using Transcribe.Engine.State;

namespace Transcribe.Engine.Authoring;

/// <summary>Tells the engine that something happened: it starts the workflows whose triggers match and resumes every instance that waits for it.</summary>
public interface IStimulusSender
{
    /// <summary>
    /// Sends a stimulus. It is kept when nobody waits yet, and reaches the waiter that comes later. When the method returns, what
    /// it set off is committed.
    /// </summary>
    /// <param name="activityTypeName">The stimulus name: the bookmark's name, by default the activity's type.</param>
    /// <param name="stimulus">The payload; equal payloads match.</param>
    /// <param name="metadata">Narrows the receivers and carries input; null: everybody, without input.</param>
    /// <param name="cancellationToken">Gives up waiting.</param>
    Task<SendStimulusResult> SendAsync(string activityTypeName, object stimulus, StimulusMetadata? metadata = null, CancellationToken cancellationToken = default);

    /// <inheritdoc cref="SendAsync(string, object, StimulusMetadata?, CancellationToken)"/>
    Task<SendStimulusResult> SendAsync(string stimulusHash, StimulusMetadata? metadata = null, CancellationToken cancellationToken = default);
}

/// <summary>Narrows the receivers of a stimulus and carries input to them.</summary>
public sealed class StimulusMetadata
{
    /// <summary>Only this instance.</summary>
    public string? WorkflowInstanceId { get; set; }

    /// <summary>Only instances with this correlation id; started instances get it.</summary>
    public string? CorrelationId { get; set; }

    /// <summary>Only this execution of an activity.</summary>
    public string? ActivityInstanceId { get; set; }

    /// <summary>Only this bookmark.</summary>
    public string? BookmarkId { get; set; }

    /// <summary>The parent of started instances.</summary>
    public string? ParentWorkflowInstanceId { get; set; }

    /// <summary>The workflow input of the burst.</summary>
    public IDictionary<string, object>? Input { get; set; }

    /// <summary>Properties of started instances.</summary>
    public IDictionary<string, object>? Properties { get; set; }
}

/// <summary>Who received a stimulus.</summary>
/// <param name="WorkflowInstanceResponses">The instances that were started or resumed, in order.</param>
public sealed record SendStimulusResult(IReadOnlyList<RunWorkflowInstanceResponse> WorkflowInstanceResponses);

/// <summary>Where an instance stands after a burst.</summary>
/// <param name="WorkflowInstanceId">The instance.</param>
/// <param name="Status">Its status.</param>
/// <param name="SubStatus">Its sub-status.</param>
public sealed record RunWorkflowInstanceResponse(string WorkflowInstanceId, WorkflowStatus Status, WorkflowSubStatus SubStatus)
{
    /// <summary>Where it waits.</summary>
    public IReadOnlyList<Bookmark> Bookmarks { get; init; } = [];

    /// <summary>What went wrong so far.</summary>
    public IReadOnlyList<ActivityIncident> Incidents { get; init; } = [];

    /// <summary>Its output so far; null: nobody asked for it.</summary>
    public IReadOnlyDictionary<string, object?>? Output { get; init; }
}
