using Transcribe.Engine.Authoring;
using Transcribe.Engine.Definitions;

namespace Transcribe.Engine.Activities;

/// <summary>
/// A workflow that another one uses as an activity: it runs in the other's instance. Its inputs are variables inside, its outputs are those
/// that the workflow sets, its outcomes those of a <see cref="Complete"/> inside.
/// </summary>
public sealed class WorkflowDefinitionActivity : Activity
{
    internal WorkflowDefinitionActivity(ActivityDescriptor descriptor, WorkflowDefinition definition)
        : base(descriptor.TypeName, descriptor.Version, source: null, line: null)
    {
        Descriptor = descriptor;
        Definition = definition;
    }

    /// <summary>The workflow that runs.</summary>
    public IActivity? Root { get; internal set; }

    internal ActivityDescriptor Descriptor { get; }

    internal WorkflowDefinition Definition { get; }

    /// <inheritdoc/>
    protected override ValueTask ExecuteAsync(ActivityExecutionContext context)
    {
        foreach (var input in context.ActivityNode.Inputs)
            context.SetDynamicVariable(input.Descriptor.Name, context.ValueOf(input));

        return context.ScheduleActivityAsync(Root, OnRootCompletedAsync);
    }

    private ValueTask OnRootCompletedAsync(ActivityCompletedContext context) => context.CompleteActivityAsync(context.Result);
}
