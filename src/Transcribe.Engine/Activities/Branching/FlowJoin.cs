using System.Runtime.CompilerServices;
using Transcribe.Engine.Authoring;
using Transcribe.Engine.Expressions;
using Transcribe.Engine.Values;

namespace Transcribe.Engine.Activities;

/// <summary>How a join of a flowchart waits.</summary>
public enum FlowJoinMode
{
    /// <summary>The first branch that arrives goes on; the others are cancelled.</summary>
    WaitAny,

    /// <summary>All branches must arrive; with a dead one nothing goes on.</summary>
    WaitAll,

    /// <summary>All branches that are not dead must arrive.</summary>
    WaitAllActive,
}

/// <summary>Brings branches of a flowchart together.</summary>
[Activity("Elsa", "Branching", "Brings branches together.", DisplayName = "Join")]
public sealed class FlowJoin([CallerFilePath] string? source = null, [CallerLineNumber] int? line = null) : CodeActivity(source, line), ILocalStep
{
    /// <summary>How it waits; default <see cref="FlowJoinMode.WaitAny"/>.</summary>
    [Input(Description = "How the join waits for its branches.", DefaultValue = FlowJoinMode.WaitAny, Order = 1)]
    public Input<FlowJoinMode> Mode { get; set; } = new(FlowJoinMode.WaitAny);

    /// <summary>The mode as it is now: the chart needs it before the join runs.</summary>
    internal async ValueTask<FlowJoinMode> ModeOfAsync(ActivityExecutionContext flow) =>
        ValueConverter.To<FlowJoinMode>(await InputEvaluator.EvaluateAsync(flow.WorkflowExecutionContext.Graph.NodeOf(this).Inputs[0], flow));
}
