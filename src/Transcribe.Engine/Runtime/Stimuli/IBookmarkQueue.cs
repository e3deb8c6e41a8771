using Transcribe.Engine.Authoring;

namespace Transcribe.Engine.Runtime;

/// <summary>Resumes what waits, or will wait within <see cref="WorkflowEngineOptions.StimulusLifetime"/>; never starts anything.</summary>
public interface IBookmarkQueue
{
    /// <summary>Keeps an item durably until it reaches its waiter, or expires. One for a bookmark that is gone reaches nobody.</summary>
    /// <exception cref="ArgumentException">The item names neither a stimulus nor a bookmark, or has properties.</exception>
    Task EnqueueAsync(NewBookmarkQueueItem item, CancellationToken cancellationToken = default);
}

/// <summary>What is to be resumed; what is null does not narrow.</summary>
public sealed record NewBookmarkQueueItem
{
    /// <summary>Only this instance.</summary>
    public string? WorkflowInstanceId { get; init; }

    /// <summary>Only instances that had this correlation id when they began to wait.</summary>
    public string? CorrelationId { get; init; }

    /// <summary>Exactly this bookmark.</summary>
    public string? BookmarkId { get; init; }

    /// <summary>The hash of the stimulus; not needed with a bookmark.</summary>
    public string? StimulusHash { get; init; }

    /// <summary>Only this execution of an activity.</summary>
    public string? ActivityInstanceId { get; init; }

    /// <summary>With what to resume.</summary>
    public ResumeBookmarkOptions? Options { get; init; }
}
