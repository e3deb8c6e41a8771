using System.ComponentModel;
using System.Runtime.CompilerServices;
using Transcribe.Engine.Authoring;

namespace Transcribe.Engine.Activities;

/// <summary>Runs its activities side by side, step by step in turn, and completes when all have.</summary>
[Activity("Elsa", "Workflows", "Runs activities side by side.")]
[Browsable(false)]
public sealed class Parallel([CallerFilePath] string? source = null, [CallerLineNumber] int? line = null) : Container(source, line)
{
    /// <inheritdoc/>
    protected override async ValueTask ExecuteAsync(ActivityExecutionContext context)
    {
        foreach (var activity in Activities)
            await context.ScheduleActivityAsync(activity, OnChildCompletedAsync);

        await context.CompleteWhenIdleAsync();
    }

    private ValueTask OnChildCompletedAsync(ActivityCompletedContext context) => context.TargetContext.CompleteWhenIdleAsync();
}
