using System.ComponentModel;
using System.Runtime.CompilerServices;
using Transcribe.Engine.Authoring;

namespace Transcribe.Engine.Activities;

/// <summary>
/// Base class of activities that are put together from others in code. The activities are made in the constructor: they belong to the
/// compiled graph. A <see cref="Complete"/> inside completes the composite.
/// </summary>
public abstract class Composite : Activity, IVariableContainer
{
    /// <inheritdoc/>
    protected Composite([CallerFilePath] string? source = null, [CallerLineNumber] int? line = null)
        : base(source, line) => OnSignalReceived<CompleteCompositeSignal>(OnCompleteCompositeAsync);

    /// <inheritdoc/>
    [Browsable(false)]
    public ICollection<Variable> Variables { get; set; } = [];

    /// <summary>The variable whose value becomes the result when the root has completed; null: none.</summary>
    public Variable? ResultVariable { get; set; }

    /// <summary>What runs; default an empty sequence.</summary>
    [Port]
    [Browsable(false)]
    public IActivity Root { get; set; } = new Sequence(source: null, line: null);

    /// <inheritdoc/>
    protected sealed override ValueTask ExecuteAsync(ActivityExecutionContext context)
    {
        ConfigureActivities(context);
        return context.ScheduleActivityAsync(Root, OnRootCompletedAsync);
    }

    /// <summary>Looks at the execution before the root is scheduled. The activities are shared by all runs and cannot be changed any more.</summary>
    protected virtual void ConfigureActivities(ActivityExecutionContext context)
    {
    }

    /// <summary>Sets the outputs when the root has completed, or a <see cref="Complete"/> inside has ended it.</summary>
    protected virtual ValueTask OnCompletedAsync(ActivityCompletedContext context)
    {
        OnCompleted(context);
        return ValueTask.CompletedTask;
    }

    /// <inheritdoc cref="OnCompletedAsync"/>
    protected virtual void OnCompleted(ActivityCompletedContext context)
    {
    }

    private ValueTask OnRootCompletedAsync(ActivityCompletedContext context) => EndAsync(context, null);

    private ValueTask OnCompleteCompositeAsync(CompleteCompositeSignal signal, SignalContext context)
    {
        context.StopPropagation();
        var receiver = context.ReceiverActivityExecutionContext;
        return EndAsync(new ActivityCompletedContext(receiver, context.SenderActivityExecutionContext, signal.Value), signal.Value);
    }

    private async ValueTask EndAsync(ActivityCompletedContext context, object? outcomes)
    {
        if (ResultVariable is { } variable)
            context.TargetContext.SetResult(context.TargetContext.Get(variable));

        await OnCompletedAsync(context);
        await context.TargetContext.CompleteActivityAsync(outcomes);
    }
}

/// <summary>A <see cref="Composite"/> with a main result.</summary>
/// <typeparam name="T">The type of the result.</typeparam>
public abstract class Composite<T>([CallerFilePath] string? source = null, [CallerLineNumber] int? line = null) : Composite(source, line)
{
    /// <inheritdoc cref="Activity{T}.Result"/>
    [Output]
    public Output<T>? Result { get; set; }
}
