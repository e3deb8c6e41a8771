using System.Runtime.CompilerServices;
using Transcribe.Engine.Authoring;

namespace Transcribe.Engine.Activities;

/// <summary>Sets an output of the workflow.</summary>
[Activity("Elsa", "Composition", "Sets an output of the workflow.", DisplayName = "Set Output")]
public sealed class SetOutput([CallerFilePath] string? source = null, [CallerLineNumber] int? line = null) : CodeActivity(source, line), ILocalStep
{
    /// <summary>The output's name.</summary>
    [Input(Description = "The output.", UIHint = InputUIHints.OutputPicker, Order = 1)]
    public Input<string> OutputName { get; set; } = null!;

    /// <summary>The value.</summary>
    [Input(Description = "The value.", Order = 2)]
    public Input<object?> OutputValue { get; set; } = new((object?)null);

    /// <inheritdoc/>
    protected override void Execute(ActivityExecutionContext context) =>
        context.SetWorkflowOutput(OutputName.Get(context), context.Get(OutputValue));
}
