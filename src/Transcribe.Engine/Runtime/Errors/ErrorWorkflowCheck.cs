using Microsoft.Extensions.Options;
using Transcribe.Engine.Activities;
using Transcribe.Engine.Definitions;
using Transcribe.Engine.Storage;

namespace Transcribe.Engine.Runtime;

/// <summary>Whether the error workflow that a definition names can be told of anything.</summary>
internal sealed class ErrorWorkflowCheck(IDefinitionStore definitions, IOptions<WorkflowEngineOptions> options)
{
    /// <summary>What is wrong with it; null: nothing.</summary>
    public async ValueTask<DefinitionProblem?> FindProblemAsync(WorkflowGraph graph, TriggerSnapshot published, CancellationToken cancellationToken)
    {
        if (graph.Workflow.ErrorWorkflow is not { } name)
            return null;
        if (name == graph.Workflow.DefinitionId)
            return Problem("A workflow cannot be its own error workflow: it would be told of its own failures without end.");
        if (published.OfDefinition(name).Any(trigger => trigger.Name == RunFailed.TypeName))
            return null;

        var named = await definitions.FindAsync(name, VersionOptions.LatestOrPublished, cancellationToken);
        if (named is null && options.Value.Errors.AcceptsUnknown)
            return null;

        return Problem(named switch
        {
            null => $"There is no workflow '{name}' that could be told of failures; it is named by its definition id.",
            { IsPublished: false } => $"The error workflow '{name}' is not published.",
            _ => $"The workflow '{name}' does not begin with Run Failed as its trigger, so it cannot be told of failures.",
        });
    }

    private static DefinitionProblem Problem(string message) => new(null, Workflow.ErrorWorkflowMember, message);
}
