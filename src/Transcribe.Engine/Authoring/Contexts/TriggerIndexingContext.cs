using Transcribe.Engine.Activities;

namespace Transcribe.Engine.Authoring;

/// <summary>What a trigger can see while its payloads are computed: no instance exists yet.</summary>
public sealed class TriggerIndexingContext
{
    internal TriggerIndexingContext(ITrigger trigger, ExpressionExecutionContext expressionExecutionContext, CancellationToken cancellationToken)
    {
        Trigger = trigger;
        TriggerName = trigger.Type;
        ExpressionExecutionContext = expressionExecutionContext;
        CancellationToken = cancellationToken;
    }

    /// <summary>The trigger that is indexed.</summary>
    public ITrigger Trigger { get; }

    /// <summary>What is indexed.</summary>
    public WorkflowIndexingContext WorkflowIndexingContext => new(ExpressionExecutionContext.ActivityExecutionContext!.WorkflowExecutionContext.Workflow, CancellationToken);

    /// <summary>Where inputs are evaluated.</summary>
    public ExpressionExecutionContext ExpressionExecutionContext { get; }

    /// <summary>Cancels the publishing.</summary>
    public CancellationToken CancellationToken { get; }

    /// <summary>The name under which stimuli find the trigger. Default: its type name. The bookmark of the same activity uses the same name.</summary>
    public string TriggerName { get; set; }

    /// <summary>The value of an input of the trigger.</summary>
    public T? Get<T>(Input<T>? input) => input is null ? default : ExpressionExecutionContext.Get<T>(input);
}

/// <summary>The version whose triggers are indexed.</summary>
/// <param name="Workflow">The workflow.</param>
/// <param name="CancellationToken">Cancels the publishing.</param>
public sealed record WorkflowIndexingContext(Workflow Workflow, CancellationToken CancellationToken);
