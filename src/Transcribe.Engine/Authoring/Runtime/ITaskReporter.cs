namespace Transcribe.Engine.Authoring;

/// <summary>Tells the engine that a task which a <c>RunTask</c> activity asked for is done.</summary>
public interface ITaskReporter
{
    /// <summary>Resumes the workflow that waits for a task; a report that comes before the wait is kept for a while.</summary>
    /// <param name="taskId">The task's id.</param>
    /// <param name="result">What came out of it: the result of the activity.</param>
    /// <param name="cancellationToken">Gives up waiting.</param>
    Task<SendStimulusResult> ReportCompletionAsync(string taskId, object? result = null, CancellationToken cancellationToken = default);
}

/// <summary>A task for somebody outside.</summary>
/// <param name="ActivityExecutionContext">The execution that asks.</param>
/// <param name="TaskId">The id under which to report; a repetition after a crash has the same one.</param>
/// <param name="TaskName">What is to be done.</param>
/// <param name="TaskPayload">With what.</param>
public sealed record RunTaskRequest(ActivityExecutionContext ActivityExecutionContext, string TaskId, string TaskName, IDictionary<string, object>? TaskPayload)
    : INotification;

/// <summary>Brings tasks to those who do them. Hosts register their own; each task reaches all of them, at least once.</summary>
public interface ITaskDispatcher
{
    /// <summary>Hands a task over; the wait for it is durable before. What it throws faults the activity.</summary>
    Task DispatchAsync(RunTaskRequest request, CancellationToken cancellationToken = default);
}
