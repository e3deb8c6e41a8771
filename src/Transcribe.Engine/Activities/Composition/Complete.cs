using System.Runtime.CompilerServices;
using Transcribe.Engine.Authoring;

namespace Transcribe.Engine.Activities;

/// <summary>Completes the nearest composite, or the workflow.</summary>
[Activity("Elsa", "Composition", "Completes the nearest composite, or the workflow.")]
public sealed class Complete([CallerFilePath] string? source = null, [CallerLineNumber] int? line = null) : Activity(source, line), ITerminalNode, ILocalStep
{
    /// <summary>The outcomes: a text, a list, or nothing for <c>Done</c>.</summary>
    [Input(Description = "The outcomes.", DefaultSyntax = "Object", Order = 1)]
    public Input<object?> Outcomes { get; set; } = null!;

    /// <inheritdoc/>
    protected override async ValueTask ExecuteAsync(ActivityExecutionContext context)
    {
        string[] outcomes = Outcomes.GetOrDefault(context) switch
        {
            null => ["Done"],
            string text => [text],
            IEnumerable<object> list => [.. list.Select(item => item.ToString()!)],
            var other => [other.ToString()!],
        };
        await context.CompleteCompositeAsync(outcomes);
        await context.CompleteActivityAsync();
    }
}
