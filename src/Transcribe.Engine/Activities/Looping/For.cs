using System.Runtime.CompilerServices;
using Transcribe.Engine.Authoring;

namespace Transcribe.Engine.Activities;

/// <summary>Counts from a number to another and runs its body at each.</summary>
[Activity("Elsa", "Looping", "Counts from a number to another and runs its body at each.")]
public sealed class For([CallerFilePath] string? source = null, [CallerLineNumber] int? line = null) : Loop(source, line)
{
    private const string NextKey = "NextValue";

    /// <summary>The first number; default 0.</summary>
    [Input(Description = "The first number.", Order = 1)]
    public Input<int> Start { get; set; } = new(0);

    /// <summary>The last number; default 0.</summary>
    [Input(Description = "The last number.", Order = 2)]
    public Input<int> End { get; set; } = new(0);

    /// <summary>What is added after each turn; negative numbers count down; default 1. 0 is an error: it would never end.</summary>
    [Input(Description = "What is added after each turn; negative numbers count down.", Order = 3)]
    public Input<int> Step { get; set; } = new(1);

    /// <summary>Whether the body also runs at <see cref="End"/>; default true.</summary>
    [Input(Description = "Whether the last number is included.", DefaultValue = true, Order = 4)]
    public Input<bool> OuterBoundInclusive { get; set; } = new(true);

    /// <summary>What runs at each number; without it the loop ends at once.</summary>
    [Port]
    public IActivity? Body { get; set; }

    /// <summary>The number of the current turn.</summary>
    [Output(Description = "The number of the current turn.")]
    public Output<object>? CurrentValue { get; set; }

    /// <inheritdoc/>
    protected override ValueTask ExecuteAsync(ActivityExecutionContext context) => TurnAsync(context, Start.GetOrDefault(context));

    private ValueTask OnBodyCompletedAsync(ActivityCompletedContext context) =>
        TurnAsync(context.TargetContext, context.TargetContext.GetProperty<long>(NextKey));

    private ValueTask TurnAsync(ActivityExecutionContext context, long value)
    {
        var step = Step.GetOrDefault(context);
        if (step == 0)
            throw new InvalidOperationException("A step of 0 would repeat the body for ever.");

        if (Body is null || context.GetIsBreaking() || !IsWithin(context, value, step))
            return context.CompleteActivityAsync();

        context.SetProperty(NextKey, value + step);
        context.Set(CurrentValue, (int)value, nameof(CurrentValue));
        return context.ScheduleActivityAsync(Body, OnBodyCompletedAsync, variables: [LoopVariable.Of("CurrentValue", (int)value)]);
    }

    private bool IsWithin(ActivityExecutionContext context, long value, int step)
    {
        var end = End.GetOrDefault(context);
        return (value == end && OuterBoundInclusive.GetOrDefault(context, static () => true)) || (step > 0 ? value < end : value > end);
    }
}
