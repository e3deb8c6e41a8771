using System.Runtime.CompilerServices;
using Transcribe.Engine.Authoring;

namespace Transcribe.Engine.Activities;

/// <summary>
/// Begins an error workflow: one that is told of the failed runs of others. A workflow names it in <c>customProperties.errorWorkflow</c>, or
/// the host names one for all (<c>Engine:Errors:Workflow</c>).
/// </summary>
[Activity(
    Namespace = "Transcribe",
    Category = "Transcribe Triggers",
    DisplayName = "Run Failed",
    Description = "Start for each failed run of the workflows that name this one as their error workflow.",
    Kind = ActivityKind.Trigger)]
[FlowNode("Done")]
[Output(Description = "What failed: workflow, step, message, when, how many attempts, and a link to the run.")]
public sealed class RunFailed([CallerFilePath] string? source = null, [CallerLineNumber] int? line = null) : Trigger<RunFailure>(source, line)
{
    /// <summary>The type's name, under which its triggers are indexed.</summary>
    internal const string TypeName = "Transcribe.RunFailed";

    /// <summary>The name of the failure among the inputs of a run.</summary>
    internal const string FailureInput = "RunFailure";

    /// <inheritdoc/>
    protected override async ValueTask ExecuteAsync(ActivityExecutionContext context)
    {
        if (!context.IsTriggerOfWorkflow() || context.WorkflowInput.TryGetValue(FailureInput, out var input) is false || input is not RunFailure failure)
            throw new InvalidOperationException($"'{context.Activity.Name ?? context.Activity.Id}' begins workflows when a run has failed, and none has started this one.");

        context.Set(Result, failure, nameof(Result));
        await context.CompleteActivityAsync();
    }
}
