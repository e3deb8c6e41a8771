using System.Runtime.CompilerServices;
using Transcribe.Engine.Authoring;

namespace Transcribe.Engine.Activities;

/// <summary>Follows one of two connections of a flowchart.</summary>
[Activity("Elsa", "Branching", "Follows one of two connections, by a condition.", DisplayName = "Decision")]
[FlowNode("True", "False")]
public sealed class FlowDecision([CallerFilePath] string? source = null, [CallerLineNumber] int? line = null) : Activity(source, line), ILocalStep
{
    /// <summary>Which connection is followed.</summary>
    [Input(Description = "The condition that chooses the connection.", Order = 1)]
    public Input<bool> Condition { get; set; } = new(false);

    /// <inheritdoc/>
    protected override ValueTask ExecuteAsync(ActivityExecutionContext context) =>
        context.CompleteActivityWithOutcomesAsync(context.Get(Condition) ? "True" : "False");
}
