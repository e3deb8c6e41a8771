using System.Runtime.CompilerServices;
using Transcribe.Engine.Authoring;

namespace Transcribe.Engine.Activities;

/// <summary>Runs its body once for each item, side by side; each turn has its own variables.</summary>
[Activity("Elsa", "Looping", "Runs its body for all items side by side.", DisplayName = "Parallel for Each")]
public sealed class ParallelForEach([CallerFilePath] string? source = null, [CallerLineNumber] int? line = null) : ParallelForEach<object?>(source, line);

/// <summary>Runs its body once for each item of a type, side by side; for workflows written in code.</summary>
/// <typeparam name="T">The type of the items.</typeparam>
[Activity("Elsa", "Looping", "Runs its body for all items side by side.", DisplayName = "Parallel for Each")]
public class ParallelForEach<T>([CallerFilePath] string? source = null, [CallerLineNumber] int? line = null) : Activity(source, line)
{
    /// <summary>The items: a list, or JSON text of one; null is none. Anything else is an error.</summary>
    [Input(Description = "The items.", Order = 1)]
    public Input<object> Items { get; set; } = new(Array.Empty<object>());

    /// <summary>What runs for each item; without it the loop ends at once.</summary>
    [Port]
    public IActivity? Body { get; set; }

    /// <inheritdoc/>
    protected override async ValueTask ExecuteAsync(ActivityExecutionContext context)
    {
        var index = 0;
        await foreach (var item in context.GetItemSource<T>(Items))
        {
            await context.ScheduleActivityAsync(
                Body, OnBodyCompletedAsync, variables: [LoopVariable.Of("CurrentIndex", index++), LoopVariable.Of("CurrentValue", item)]);
        }

        await context.CompleteWhenIdleAsync();
    }

    private ValueTask OnBodyCompletedAsync(ActivityCompletedContext context) => context.TargetContext.CompleteWhenIdleAsync();
}
