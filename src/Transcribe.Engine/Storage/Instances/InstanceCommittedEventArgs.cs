namespace Transcribe.Engine.Storage;

/// <summary>A commit of an instance that is durable now.</summary>
public sealed class InstanceCommittedEventArgs(string workflowInstanceId) : EventArgs
{
    /// <summary>The instance.</summary>
    public string WorkflowInstanceId { get; } = workflowInstanceId;
}
