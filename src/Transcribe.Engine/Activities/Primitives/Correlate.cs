using System.Runtime.CompilerServices;
using Transcribe.Engine.Authoring;

namespace Transcribe.Engine.Activities;

/// <summary>Relates the instance to something outside; later bookmarks carry the id.</summary>
[Activity("Elsa", "Primitives", "Relates the instance to something outside.")]
public sealed class Correlate([CallerFilePath] string? source = null, [CallerLineNumber] int? line = null) : CodeActivity(source, line), ILocalStep
{
    /// <summary>The correlation id.</summary>
    [Input(Description = "The correlation id.", Order = 1)]
    public Input<string> CorrelationId { get; set; } = null!;

    /// <inheritdoc/>
    protected override void Execute(ActivityExecutionContext context) =>
        context.WorkflowExecutionContext.CorrelationId = CorrelationId.GetOrDefault(context);
}
