namespace Transcribe.Activities.Engines;

/// <summary>What the engines name differently about a run.</summary>
internal static class RunFacts
{
    /// <summary>The id of the definition that the run follows.</summary>
    public static string DefinitionIdOf(ActivityExecutionContext context) => context.WorkflowExecutionContext.Workflow.Identity.DefinitionId;
}
