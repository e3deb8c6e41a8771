using System.ComponentModel;
using System.Runtime.CompilerServices;
using Transcribe.Engine.Authoring;

namespace Transcribe.Engine.Activities;

/// <summary>Runs its activities one after the other.</summary>
[Activity("Elsa", "Workflows", "Runs activities one after the other.")]
[Browsable(false)]
public sealed class Sequence : Container
{
    private const string IndexKey = "CurrentIndex";

    /// <summary>An empty sequence.</summary>
    public Sequence([CallerFilePath] string? source = null, [CallerLineNumber] int? line = null)
        : base(source, line) => OnSignalReceived<BreakSignal>(OnBreak);

    /// <inheritdoc/>
    protected override ValueTask ExecuteAsync(ActivityExecutionContext context) => NextAsync(context);

    // The loop around it handles the signal too; a sequence in between has nothing to go on with.
    private static void OnBreak(BreakSignal signal, SignalContext context) => context.ReceiverActivityExecutionContext.SetIsBreaking();

    // Static, so that its delegate is made once, not for each child of each run.
    private static ValueTask OnChildCompletedAsync(ActivityCompletedContext context) =>
        context.ChildContext.Activity is ITerminalNode || context.TargetContext.GetIsBreaking()
            ? context.CompleteActivityAsync()
            : ((Sequence)context.TargetContext.Activity).NextAsync(context.TargetContext);

    private ValueTask NextAsync(ActivityExecutionContext context)
    {
        var index = context.GetProperty<int>(IndexKey);
        if (index >= Activities.Count)
            return context.CompleteActivityAsync();

        context.SetProperty(IndexKey, index + 1);
        return context.ScheduleActivityAsync(Activities.ElementAt(index), OnChildCompletedAsync);
    }
}
