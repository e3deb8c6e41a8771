using System.ComponentModel;
using System.Runtime.CompilerServices;
using Transcribe.Engine.Authoring;

namespace Transcribe.Engine.Activities;

/// <summary>When a <see cref="Fork"/> goes on.</summary>
public enum ForkJoinMode
{
    /// <summary>When all branches have completed.</summary>
    WaitAll,

    /// <summary>When the first branch has; the others are cancelled.</summary>
    WaitAny,
}

/// <summary>Runs branches side by side, step by step in turn.</summary>
[Activity("Elsa", "Control Flow", "Runs branches side by side.")]
[Browsable(false)]
public sealed class Fork : Activity
{
    /// <summary>A fork without branches.</summary>
    public Fork([CallerFilePath] string? source = null, [CallerLineNumber] int? line = null)
        : base(source, line) => OnSignalReceived<BreakSignal>(OnBreak);

    /// <summary>When it goes on; default <see cref="ForkJoinMode.WaitAll"/>.</summary>
    [Input(Description = "When it goes on: after all branches, or after the first.", UIHint = InputUIHints.DropDown)]
    public ForkJoinMode JoinMode { get; set; } = ForkJoinMode.WaitAll;

    /// <summary>The branches.</summary>
    public ICollection<IActivity> Branches { get; set; } = [];

    /// <inheritdoc/>
    protected override async ValueTask ExecuteAsync(ActivityExecutionContext context)
    {
        foreach (var branch in Branches)
            await context.ScheduleActivityAsync(branch, OnBranchCompletedAsync);

        await context.CompleteWhenIdleAsync();
    }

    // The loop around it handles the signal too; the fork only has to let go.
    private static void OnBreak(BreakSignal signal, SignalContext context) => context.ReceiverActivityExecutionContext.SetIsBreaking();

    private ValueTask OnBranchCompletedAsync(ActivityCompletedContext context) =>
        JoinMode == ForkJoinMode.WaitAny || context.TargetContext.GetIsBreaking()
            ? context.CompleteActivityAsync()
            : context.TargetContext.CompleteWhenIdleAsync();
}
