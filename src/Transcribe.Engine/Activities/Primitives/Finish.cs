using System.Runtime.CompilerServices;
using Transcribe.Engine.Authoring;
using Transcribe.Engine.Execution;

namespace Transcribe.Engine.Activities;

/// <summary>Finishes the whole workflow at once: nothing queued runs, nothing waits any more.</summary>
[Activity("Elsa", "Primitives", "Finishes the whole workflow at once.")]
public sealed class Finish([CallerFilePath] string? source = null, [CallerLineNumber] int? line = null) : Activity(source, line), ITerminalNode, ILocalStep
{
    /// <inheritdoc/>
    protected override async ValueTask ExecuteAsync(ActivityExecutionContext context)
    {
        var workflow = context.WorkflowExecutionContext;
        workflow.Withdraw(static _ => true);
        context.CompletionCallback = null;
        await context.CompleteActivityAsync();
        Completion.CancelAll(workflow);
        workflow.Enter(WorkflowSubStatus.Finished);
    }
}
