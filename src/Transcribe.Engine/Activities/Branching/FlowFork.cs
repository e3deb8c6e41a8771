using System.Runtime.CompilerServices;
using Transcribe.Engine.Authoring;

namespace Transcribe.Engine.Activities;

/// <summary>Follows several connections of a flowchart at once.</summary>
[Activity("Elsa", "Branching", "Follows several connections at once.", DisplayName = "Fork (flow)")]
public sealed class FlowFork([CallerFilePath] string? source = null, [CallerLineNumber] int? line = null) : Activity(source, line), ILocalStep
{
    /// <summary>The connections by name; none: <c>Done</c>.</summary>
    [Input(Description = "The branches, one name each.", UIHint = InputUIHints.DynamicOutcomes, Order = 1)]
    public Input<ICollection<string>> Branches { get; set; } = null!;

    /// <inheritdoc/>
    protected override ValueTask ExecuteAsync(ActivityExecutionContext context) =>
        Branches.GetOrDefault(context) is { Count: > 0 } branches
            ? context.CompleteActivityWithOutcomesAsync([.. branches])
            : context.CompleteActivityAsync();
}
