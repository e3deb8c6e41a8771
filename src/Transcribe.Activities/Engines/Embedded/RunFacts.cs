namespace Transcribe.Activities.Engines;

/// <summary>What the engines name differently about a run.</summary>
internal static class RunFacts
{
    private static readonly string[] Schedules = ["Elsa.Timer", "Elsa.Cron", "Elsa.StartAt"];

    /// <summary>The id of the definition that the run follows.</summary>
    public static string DefinitionIdOf(ActivityExecutionContext context) => context.WorkflowExecutionContext.Graph.Workflow.DefinitionId;

    /// <summary>The runs that this one replays, the latest first.</summary>
    public static IReadOnlyList<string> ReplayedRunsOf(ActivityExecutionContext context) => context.WorkflowExecutionContext.ReplayedInstanceIds;

    /// <summary>Completes a step as it did in the run that is replayed, when it had the same inputs there and one of these outcomes; false: it is to be executed.</summary>
    public static ValueTask<bool> TryRepeatAsync(ActivityExecutionContext context, params string[] outcomes) => context.TryRepeatEarlierAsync(outcomes);

    /// <summary>Whether a schedule can start the workflow; what started a run is not known any more after its first wait.</summary>
    public static bool IsScheduled(ActivityExecutionContext context) => context.WorkflowExecutionContext.Graph.Nodes
        .Any(node => Schedules.Contains(node.Activity.Type) && node.Activity is Activity { CanStartWorkflow: true });

    /// <summary>Whether the run is tried again later if the activity throws; so what may pass takes an outcome only when no attempt is left.</summary>
    public static bool IsTriedAgain(ActivityExecutionContext context, Exception exception) => context.IsTriedAgainAfter(exception);
}
