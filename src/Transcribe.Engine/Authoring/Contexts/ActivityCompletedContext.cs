namespace Transcribe.Engine.Authoring;

/// <summary>What a parent sees when one of its children has completed.</summary>
public sealed class ActivityCompletedContext
{
    internal ActivityCompletedContext(ActivityExecutionContext target, ActivityExecutionContext child, object? result)
    {
        TargetContext = target;
        ChildContext = child;
        Result = result;
    }

    /// <summary>The parent.</summary>
    public ActivityExecutionContext TargetContext { get; }

    /// <summary>The child.</summary>
    public ActivityExecutionContext ChildContext { get; }

    /// <summary>The child's result; <see cref="Outcomes"/> when it named outcomes.</summary>
    public object? Result { get; }

    /// <summary>The run.</summary>
    public WorkflowExecutionContext WorkflowExecutionContext => TargetContext.WorkflowExecutionContext;

    /// <summary>Ends the burst early.</summary>
    public CancellationToken CancellationToken => TargetContext.CancellationToken;

    /// <summary>Completes the parent.</summary>
    public ValueTask CompleteActivityAsync(object? result = null) => TargetContext.CompleteActivityAsync(result);

    /// <summary>Completes the parent with outcomes.</summary>
    public ValueTask CompleteActivityWithOutcomesAsync(params string[] outcomes) => TargetContext.CompleteActivityWithOutcomesAsync(outcomes);

    /// <summary>A service of the burst's scope.</summary>
    public T GetRequiredService<T>()
        where T : notnull => TargetContext.GetRequiredService<T>();
}
