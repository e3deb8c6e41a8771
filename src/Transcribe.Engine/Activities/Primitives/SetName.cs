using System.Runtime.CompilerServices;
using Transcribe.Engine.Authoring;

namespace Transcribe.Engine.Activities;

/// <summary>Names the instance for people.</summary>
[Activity("Elsa", "Primitives", "Names the instance.", DisplayName = "Set Name")]
public sealed class SetName([CallerFilePath] string? source = null, [CallerLineNumber] int? line = null) : CodeActivity(source, line), ILocalStep
{
    /// <summary>The name.</summary>
    [Input(Description = "The name.", Order = 1)]
    public Input<string?> Value { get; set; } = new((string?)null);

    /// <inheritdoc/>
    protected override void Execute(ActivityExecutionContext context) => context.WorkflowExecutionContext.Name = Value.GetOrDefault(context);
}
