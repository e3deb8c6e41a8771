using System.Runtime.CompilerServices;
using Transcribe.Engine.Authoring;

namespace Transcribe.Engine.Activities;

/// <summary>Runs its body once for each item, one after the other.</summary>
[Activity("Elsa", "Looping", "Runs its body once for each item, one after the other.", DisplayName = "For Each")]
public sealed class ForEach([CallerFilePath] string? source = null, [CallerLineNumber] int? line = null) : ForEach<object>(source, line);

/// <summary>Runs its body once for each item of a type, one after the other; for workflows written in code.</summary>
/// <typeparam name="T">The type of the items.</typeparam>
[Activity("Elsa", "Looping", "Runs its body once for each item, one after the other.", DisplayName = "For Each")]
public class ForEach<T>([CallerFilePath] string? source = null, [CallerLineNumber] int? line = null) : Loop(source, line)
{
    private const string IndexKey = "CurrentIndex";

    /// <summary>The items; default none.</summary>
    [Input(Description = "The items.", Order = 1)]
    public Input<ICollection<T>> Items { get; set; } = new(Array.Empty<T>());

    /// <summary>What runs for each item; without it the loop ends at once.</summary>
    [Port]
    public IActivity? Body { get; set; }

    /// <summary>The item of the current turn.</summary>
    [Output(Description = "The item of the current turn.")]
    public Output<T>? CurrentValue { get; set; }

    /// <inheritdoc/>
    protected override ValueTask ExecuteAsync(ActivityExecutionContext context) => TurnAsync(context);

    private ValueTask OnBodyCompletedAsync(ActivityCompletedContext context) => TurnAsync(context.TargetContext);

    private ValueTask TurnAsync(ActivityExecutionContext context)
    {
        var items = Items.Get(context);
        var index = context.GetProperty<int>(IndexKey);
        if (Body is null || index >= items.Count || context.GetIsBreaking())
            return context.CompleteActivityAsync();

        var item = items.ElementAt(index);
        context.SetProperty(IndexKey, index + 1);
        context.Set(CurrentValue, item, nameof(CurrentValue));
        return context.ScheduleActivityAsync(Body, OnBodyCompletedAsync, variables: [LoopVariable.Of("CurrentIndex", index), LoopVariable.Of("CurrentValue", item)]);
    }
}
