using System.Runtime.CompilerServices;
using Transcribe.Engine.Authoring;
using Transcribe.Engine.Definitions;

namespace Transcribe.Engine.Activities;

/// <summary>Follows the connection of the case whose condition holds, or of all such cases; without one, <c>Default</c>.</summary>
[Activity("Elsa", "Branching", "Follows the connections whose conditions hold.", DisplayName = "Switch (flow)")]
[FlowNode("Default")]
public sealed class FlowSwitch([CallerFilePath] string? source = null, [CallerLineNumber] int? line = null) : Activity(source, line), IHoldsExpressions, ILocalStep
{
    /// <summary>The cases in the order in which they are tried.</summary>
    [Input(Description = "The cases, tried in order.", UIHint = InputUIHints.FlowSwitchEditor, Order = 1)]
    public ICollection<FlowSwitchCase> Cases { get; set; } = [];

    /// <summary>Whether the first match counts or all; default <see cref="SwitchMode.MatchFirst"/>.</summary>
    [Input(Description = "Whether the first match counts, or all.", UIHint = InputUIHints.DropDown, Order = 2)]
    public Input<SwitchMode> Mode { get; set; } = new(SwitchMode.MatchFirst);

    IEnumerable<HeldExpression> IHoldsExpressions.GetHeldExpressions() => Cases.Select(held => new HeldExpression("Cases", held.Condition));

    /// <inheritdoc/>
    protected override async ValueTask ExecuteAsync(ActivityExecutionContext context)
    {
        var matches = await SwitchCases.MatchAsync(context, Cases, static candidate => candidate.Condition, Mode.GetOrDefault(context));
        await context.CompleteActivityWithOutcomesAsync(matches.Count == 0 ? ["Default"] : [.. matches.Select(match => match.Label)]);
    }
}
