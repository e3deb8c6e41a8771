using Transcribe.Engine.State;
using Transcribe.Engine.Storage;

namespace Transcribe.Engine.Runtime;

/// <inheritdoc/>
internal sealed class InstanceReader(IInstanceStore instances, IJournalStore journal) : IInstanceReader
{
    public async Task<InstanceStory?> ReadAsync(string workflowInstanceId, CancellationToken cancellationToken = default)
    {
        if (await instances.FindAsync(workflowInstanceId, cancellationToken) is not { } instance
            || await ReadStateAsync(workflowInstanceId, cancellationToken) is not { } state)
            return null;

        var events = await journal.ListAsync(workflowInstanceId, new JournalFilter(), cancellationToken);
        var executions = await journal.ListExecutionsAsync(workflowInstanceId, null, cancellationToken);
        return new InstanceStory(instance, state, events.Items, executions);
    }

    public async Task<WorkflowState?> ReadStateAsync(string workflowInstanceId, CancellationToken cancellationToken = default) =>
        await instances.LoadAsync(workflowInstanceId, cancellationToken) is { } snapshot ? WorkflowStateSerializer.Deserialize(snapshot.Data) : null;

    public async Task<IReadOnlyDictionary<string, object?>?> ReadPropertiesAsync(string workflowInstanceId, CancellationToken cancellationToken = default) =>
        await instances.LoadAsync(workflowInstanceId, cancellationToken) is { } snapshot ? WorkflowStateSerializer.DeserializeProperties(snapshot.Data) : null;
}
