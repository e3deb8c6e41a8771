using System.ComponentModel;
using System.Runtime.CompilerServices;
using Transcribe.Engine.Authoring;

namespace Transcribe.Engine.Activities;

/// <summary>Runs its activities one after the other.</summary>
[Activity("Elsa", "Workflows", "Runs activities one after the other.")]
[Browsable(false)]
public sealed class Sequence : Container
{
    /// <summary>An empty sequence.</summary>
    public Sequence([CallerFilePath] string? source = null, [CallerLineNumber] int? line = null)
        : base(source, line) => OnSignalReceived<BreakSignal>(OnBreak);

    /// <inheritdoc/>
    protected override ValueTask ExecuteAsync(ActivityExecutionContext context) => ScheduleAsync(context, 0);

    // The loop around it handles the signal too; a sequence in between has nothing to go on with.
    private static void OnBreak(BreakSignal signal, SignalContext context) => context.ReceiverActivityExecutionContext.SetIsBreaking();

    private static ValueTask OnChildCompletedAsync(ActivityCompletedContext context) =>
        context.ChildContext.Activity is ITerminalNode || context.TargetContext.GetIsBreaking()
            ? context.CompleteActivityAsync()
            : ScheduleAsync(context.TargetContext, context.ChildContext.ActivityNode.Position + 1);

    private static ValueTask ScheduleAsync(ActivityExecutionContext context, int position) => position < context.ActivityNode.Children.Count
        ? context.ScheduleActivityAsync(context.ActivityNode.Children[position].Activity, OnChildCompletedAsync)
        : context.CompleteActivityAsync();
}
