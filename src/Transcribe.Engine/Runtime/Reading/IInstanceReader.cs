using Transcribe.Engine.State;
using Transcribe.Engine.Storage;

namespace Transcribe.Engine.Runtime;

/// <summary>Reads what there is to know of one instance.</summary>
public interface IInstanceReader
{
    /// <summary>An instance with its events and executions; null: there is none.</summary>
    Task<InstanceStory?> ReadAsync(string workflowInstanceId, CancellationToken cancellationToken = default);

    /// <summary>The state of an instance; null: there is none.</summary>
    Task<WorkflowState?> ReadStateAsync(string workflowInstanceId, CancellationToken cancellationToken = default);

    /// <summary>The properties of an instance alone, without building the rest of its state; null: there is none.</summary>
    Task<IReadOnlyDictionary<string, object?>?> ReadPropertiesAsync(string workflowInstanceId, CancellationToken cancellationToken = default);
}

/// <summary>An instance and what happened in it.</summary>
/// <param name="Instance">Its facts.</param>
/// <param name="State">Its state, as last committed: incidents, output, bookmarks.</param>
/// <param name="Journal">Its events in order, the first 1,000.</param>
/// <param name="Executions">Its executions of activities, oldest first.</param>
public sealed record InstanceStory(
    InstanceRow Instance, WorkflowState State, IReadOnlyList<JournalRow> Journal, IReadOnlyList<ActivityExecutionRow> Executions);
