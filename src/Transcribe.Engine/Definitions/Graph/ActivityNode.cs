using Transcribe.Engine.Activities;
using Transcribe.Engine.Authoring;
using Transcribe.Engine.Execution;
using Transcribe.Engine.Expressions;

namespace Transcribe.Engine.Definitions;

/// <summary>An activity in its place in the compiled graph.</summary>
public sealed class ActivityNode
{
    internal ActivityNode(IActivity activity, ActivityDescriptor descriptor, ActivityNode? parent, CompiledInput[] inputs)
    {
        Activity = activity;
        Descriptor = descriptor;
        Parent = parent;
        Inputs = inputs;
        NeedsEvaluation = Array.Exists(inputs, input => !input.IsConstant && input.Descriptor.AutoEvaluate);
        NodeId = parent is null ? activity.Id : $"{parent.NodeId}:{activity.Id}";
        RunsInBackground = BackgroundExecution.IsFor(activity, descriptor);
        Log = LogPersistence.Of(activity.CustomProperties);
        Sample = PinnedSample.Of(activity.CustomProperties);
        var workflow = activity as Workflow;
        Commits = workflow is null ? CommitStrategies.OfActivity((activity as Activity)?.CommitStrategy) : null;
        WorkflowCommits = workflow is null ? parent?.WorkflowCommits : CommitStrategies.OfWorkflow(workflow.CommitStrategy);
        WorkflowLog = workflow is null ? parent?.WorkflowLog ?? LogPersistenceMode.Inherit : Log?.Default?.Mode ?? LogPersistenceMode.Inherit;
    }

    /// <summary>The activity.</summary>
    public IActivity Activity { get; }

    /// <summary>What is known of its type.</summary>
    public ActivityDescriptor Descriptor { get; }

    /// <summary>The activity that contains it; null: it is the root.</summary>
    public ActivityNode? Parent { get; }

    /// <summary>The path of activity ids from the root.</summary>
    public string NodeId { get; }

    /// <summary>The activities that it contains.</summary>
    public IReadOnlyList<ActivityNode> Children { get; internal set; } = [];

    /// <summary>Its place among the activities of its parent, from 0.</summary>
    internal int Position { get; init; }

    internal CompiledInput[] Inputs { get; }

    /// <summary>Whether it executes in a burst of its own.</summary>
    internal bool RunsInBackground { get; }

    /// <summary>Where the activity's own strategy commits; null: it has none.</summary>
    internal CommitChoice? Commits { get; }

    /// <summary>Where the strategy of the workflow around commits; null: it has none.</summary>
    internal CommitChoice? WorkflowCommits { get; }

    /// <summary>What the activity says about keeping inputs and outputs; null: nothing.</summary>
    internal LogPersistence? Log { get; }

    /// <summary>What the workflow around says.</summary>
    internal LogPersistenceMode WorkflowLog { get; }

    /// <summary>What it gives in test runs instead of being executed; null: it is executed.</summary>
    internal PinnedSample? Sample { get; }

    /// <summary>Whether a replay answers it from what it did, instead of executing it once more: it may have done something outside.</summary>
    internal bool IsAnswerable => Descriptor.Kind != ActivityKind.Action || (Children.Count == 0 && Activity is not ILocalStep);

    /// <summary>What people call it.</summary>
    internal string DisplayName => Activity.Name ?? Activity.Id;

    /// <summary>Whether it belongs to a workflow that is used as an activity.</summary>
    internal bool IsNested => Parent is not null && (Parent.Activity is WorkflowDefinitionActivity || Parent.IsNested);

    /// <summary>Whether any input has to be evaluated before each execution.</summary>
    internal bool NeedsEvaluation { get; }

    internal Output? FindOutput(string name) => Descriptor.Outputs.FirstOrDefault(output => output.Name == name)?.Read(Activity);

    internal bool IsOutputSerializable(string name)
    {
        foreach (var output in Descriptor.Outputs)
        {
            if (output.Name == name)
                return output.Attribute.IsSerializable;
        }

        return true;
    }

    internal string? NameOf(Output? output) =>
        output is { Slot: >= 0 } && output.Slot < Descriptor.Outputs.Count ? Descriptor.Outputs[output.Slot].Name : null;

    /// <inheritdoc/>
    public override string ToString() => $"{NodeId} ({Activity.Type})";
}
