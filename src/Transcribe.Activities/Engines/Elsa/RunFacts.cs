namespace Transcribe.Activities.Engines;

/// <summary>What the engines name differently about a run.</summary>
internal static class RunFacts
{
    private static readonly string[] Schedules = ["Elsa.Timer", "Elsa.Cron", "Elsa.StartAt"];

    /// <summary>The id of the definition that the run follows.</summary>
    public static string DefinitionIdOf(ActivityExecutionContext context) => context.WorkflowExecutionContext.Workflow.Identity.DefinitionId;

    /// <summary>The runs that this one replays: upstream replays none.</summary>
    public static IReadOnlyList<string> ReplayedRunsOf(ActivityExecutionContext context) => [];

    /// <summary>Completes a step as it did in the run that is replayed: upstream replays none.</summary>
    public static ValueTask<bool> TryRepeatAsync(ActivityExecutionContext context, params string[] outcomes) => new(false);

    /// <summary>Whether a schedule can start the workflow; what started a run is not known any more after its first wait.</summary>
    public static bool IsScheduled(ActivityExecutionContext context) => context.WorkflowExecutionContext.WorkflowGraph.Nodes
        .Any(node => Schedules.Contains(node.Activity.Type) && node.Activity is Activity { CanStartWorkflow: true });

    /// <summary>Whether the run is tried again later if the activity throws: upstream tries no whole runs again.</summary>
    public static bool IsTriedAgain(ActivityExecutionContext context, Exception exception) => false;
}
