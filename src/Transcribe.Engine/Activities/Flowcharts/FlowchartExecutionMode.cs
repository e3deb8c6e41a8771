using Transcribe.Engine.Authoring;

namespace Transcribe.Engine.Activities;

/// <summary>How flowcharts decide what runs next.</summary>
public enum FlowchartExecutionMode
{
    /// <summary>As the host's <see cref="FlowchartOptions"/> say.</summary>
    Default,

    /// <summary>Tokens travel along connections; activities take them by their <see cref="MergeMode"/>.</summary>
    TokenBased,

    /// <summary>Decisions are counted; an activity waits until each way to it is followed or dead.</summary>
    CounterBased,
}

/// <summary>How flowcharts run where an instance does not say.</summary>
public sealed class FlowchartOptions
{
    /// <summary>The property of an instance that chooses for it, with the name of a <see cref="FlowchartExecutionMode"/>.</summary>
    public const string PropertyName = "Flowchart:ExecutionMode";

    /// <summary>The mode; default <see cref="FlowchartExecutionMode.CounterBased"/>.</summary>
    public FlowchartExecutionMode DefaultExecutionMode { get; set; } = FlowchartExecutionMode.CounterBased;

    internal static bool UsesTokens(WorkflowExecutionContext run)
    {
        var chosen = run.TryGetProperty(PropertyName, out var value) ? Values.ValueConverter.To<FlowchartExecutionMode>(value) : FlowchartExecutionMode.Default;
        if (chosen == FlowchartExecutionMode.Default)
            chosen = (run.ServiceProvider.GetService(typeof(FlowchartOptions)) as FlowchartOptions)?.DefaultExecutionMode ?? FlowchartExecutionMode.CounterBased;

        return chosen == FlowchartExecutionMode.TokenBased;
    }
}

/// <summary>Chooses the mode of flowcharts for one run.</summary>
public static class FlowchartRunOptions
{
    /// <summary>Lets the run's flowcharts go by tokens.</summary>
    public static RunWorkflowOptions WithTokenBasedFlowchart(this RunWorkflowOptions options) => options.With(FlowchartExecutionMode.TokenBased);

    /// <summary>Lets the run's flowcharts go by counters.</summary>
    public static RunWorkflowOptions WithCounterBasedFlowchart(this RunWorkflowOptions options) => options.With(FlowchartExecutionMode.CounterBased);

    private static RunWorkflowOptions With(this RunWorkflowOptions options, FlowchartExecutionMode mode)
    {
        (options.Properties ??= new Dictionary<string, object>(StringComparer.Ordinal))[FlowchartOptions.PropertyName] = mode.ToString();
        return options;
    }
}
