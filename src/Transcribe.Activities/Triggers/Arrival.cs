namespace Transcribe.Activities.Triggers;

/// <summary>What came, as the run that it started is told.</summary>
internal static class Arrival
{
    /// <summary>Its name among the inputs of a run.</summary>
    public const string InputName = "Arrival";

    /// <summary>The one way in which such a trigger ends.</summary>
    public const string Done = "Done";

    /// <summary>What started this run; null: it is no run that it started.</summary>
    public static T? Of<T>(ActivityExecutionContext context)
        where T : class => context.WorkflowExecutionContext.Input.TryGetValue(InputName, out var arrival) ? arrival as T : null;

    /// <summary>Completes a trigger with what came, or says that it can only begin a workflow.</summary>
    public static async ValueTask CompleteAsync<T>(ActivityExecutionContext context, Output<T>? result, string resultName)
        where T : class
    {
        if (!context.IsTriggerOfWorkflow() || Of<T>(context) is not { } arrival)
            throw new InvalidOperationException($"'{context.Activity.Name ?? context.Activity.Id}' begins workflows and cannot be waited for; nothing has come to this run.");

        context.Set(result, arrival, resultName);
        await context.CompleteActivityWithOutcomesAsync(Done);
    }
}
