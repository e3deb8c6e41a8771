using System.Runtime.CompilerServices;
using Transcribe.Engine.Authoring;

namespace Transcribe.Engine.Activities;

/// <summary>Repeats its body as long as a condition holds.</summary>
[Activity("Elsa", "Looping", "Repeats its body as long as a condition holds.")]
public sealed class While([CallerFilePath] string? source = null, [CallerLineNumber] int? line = null) : Loop(source, line)
{
    /// <summary>Evaluated before each turn.</summary>
    [Input(Description = "The condition, evaluated before each turn.", AutoEvaluate = false, Order = 1)]
    public Input<bool> Condition { get; set; } = new(false);

    /// <summary>What is repeated; without it the loop ends at once.</summary>
    [Port]
    public IActivity? Body { get; set; }

    /// <summary>A loop that only a <see cref="Break"/> ends.</summary>
    public static While True(IActivity body) => new() { Condition = new(true), Body = body };

    /// <inheritdoc/>
    protected override ValueTask ExecuteAsync(ActivityExecutionContext context) => TurnAsync(context);

    private ValueTask OnBodyCompletedAsync(ActivityCompletedContext context) => TurnAsync(context.TargetContext);

    private async ValueTask TurnAsync(ActivityExecutionContext context)
    {
        if (Body is null || context.GetIsBreaking() || !await context.EvaluateAsync(Condition))
            await context.CompleteActivityAsync();
        else
            await context.ScheduleActivityAsync(Body, OnBodyCompletedAsync);
    }
}
