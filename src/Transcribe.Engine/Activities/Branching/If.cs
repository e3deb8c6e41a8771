using System.Runtime.CompilerServices;
using Transcribe.Engine.Authoring;

namespace Transcribe.Engine.Activities;

/// <summary>Runs one of two branches.</summary>
[Activity("Elsa", "Branching", "Runs one of two branches, by a condition.")]
public sealed class If([CallerFilePath] string? source = null, [CallerLineNumber] int? line = null) : Activity<bool>(source, line)
{
    /// <summary>Which branch runs.</summary>
    [Input(Description = "The condition that chooses the branch.", Order = 1)]
    public Input<bool> Condition { get; set; } = new(false);

    /// <summary>What runs when the condition holds.</summary>
    [Port]
    public IActivity? Then { get; set; }

    /// <summary>What runs when it does not.</summary>
    [Port]
    public IActivity? Else { get; set; }

    /// <inheritdoc/>
    protected override ValueTask ExecuteAsync(ActivityExecutionContext context)
    {
        var holds = context.Get(Condition);
        context.Set(Result, holds, nameof(Result));
        return context.ScheduleActivityAsync(holds ? Then : Else, OnBranchCompletedAsync);
    }

    private ValueTask OnBranchCompletedAsync(ActivityCompletedContext context) => context.CompleteActivityAsync();
}
