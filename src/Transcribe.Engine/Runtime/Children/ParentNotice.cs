using Microsoft.Extensions.Options;
using Transcribe.Engine.Activities;
using Transcribe.Engine.Authoring;
using Transcribe.Engine.Execution;
using Transcribe.Engine.State;
using Transcribe.Engine.Storage;

namespace Transcribe.Engine.Runtime;

/// <summary>
/// What the end of a child tells the parent that waits for it. It is kept in the transaction of the child's last commit, so no crash
/// comes between.
/// </summary>
internal sealed class ParentNotice(IOptions<WorkflowEngineOptions> options, TimeProvider clock)
{
    /// <summary>The stimulus; null: the child has not ended, or nobody waits for it.</summary>
    public StimulusRow? Of(WorkflowState child)
    {
        if (child.Status != WorkflowStatus.Finished || child.Properties.GetValueOrDefault(ChildWorkflow.ParentStimulus) is not string hash)
            return null;

        var now = clock.GetUtcNow();
        return new StimulusRow
        {
            Id = Identity.NewId(),
            Hash = hash,
            WorkflowInstanceId = child.ParentWorkflowInstanceId,
            Input = Json.Of(new Dictionary<string, object?>(StringComparer.Ordinal)
            {
                [ChildWorkflow.InstanceId] = child.Id,
                [ChildWorkflow.SubStatus] = child.SubStatus.ToString(),
                [ChildWorkflow.Output] = child.Output,
            }),
            CreatedAt = now,
            ExpiresAt = now + options.Value.StimulusLifetime,
        };
    }
}
