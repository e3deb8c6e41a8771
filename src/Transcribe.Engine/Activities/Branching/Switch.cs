using System.Runtime.CompilerServices;
using Transcribe.Engine.Authoring;
using Transcribe.Engine.Definitions;

namespace Transcribe.Engine.Activities;

/// <summary>Runs what belongs to the case whose condition holds, or to all such cases, and completes when it has.</summary>
[Activity("Elsa", "Branching", "Runs the branches whose conditions hold.")]
public sealed class Switch([CallerFilePath] string? source = null, [CallerLineNumber] int? line = null) : Activity(source, line), IHoldsActivities, IHoldsExpressions
{
    /// <summary>The cases in the order in which they are tried.</summary>
    [Input(Description = "The cases, tried in order.", UIHint = InputUIHints.SwitchEditor, Order = 1)]
    public ICollection<SwitchCase> Cases { get; set; } = [];

    /// <summary>Whether the first match counts or all; default <see cref="SwitchMode.MatchFirst"/>.</summary>
    [Input(Description = "Whether the first match counts, or all.", UIHint = InputUIHints.DropDown, Order = 2)]
    public Input<SwitchMode> Mode { get; set; } = new(SwitchMode.MatchFirst);

    /// <summary>What runs when no condition holds.</summary>
    [Port]
    public IActivity? Default { get; set; }

    /// <summary>The labels of the cases that count.</summary>
    [Output(Description = "The labels of the cases that count.")]
    public Output<object>? Output { get; set; }

    IEnumerable<IActivity> IHoldsActivities.GetHeldActivities() => Cases.Select(held => held.Activity).OfType<IActivity>();

    IEnumerable<HeldExpression> IHoldsExpressions.GetHeldExpressions() => Cases.Select(held => new HeldExpression("Cases", held.Condition));

    /// <inheritdoc/>
    protected override async ValueTask ExecuteAsync(ActivityExecutionContext context)
    {
        var matches = await SwitchCases.MatchAsync(context, Cases, static candidate => candidate.Condition, Mode.GetOrDefault(context));
        context.Set(Output, matches.Select(match => (object)match.Label).ToList(), nameof(Output));
        if (matches.Count == 0)
            await context.ScheduleActivityAsync(Default, OnBranchCompletedAsync);

        foreach (var match in matches.Where(match => match.Activity is not null))
            await context.ScheduleActivityAsync(match.Activity, OnBranchCompletedAsync);

        await context.CompleteWhenIdleAsync();
    }

    private ValueTask OnBranchCompletedAsync(ActivityCompletedContext context) => context.TargetContext.CompleteWhenIdleAsync();
}
