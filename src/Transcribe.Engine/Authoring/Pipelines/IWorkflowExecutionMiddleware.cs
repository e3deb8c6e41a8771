namespace Transcribe.Engine.Authoring;

/// <summary>
/// Stands around every burst of every run, before the commit at its end. The constructor takes a <see cref="WorkflowMiddlewareDelegate"/>,
/// which runs what comes next, and services that live as long as the host. What it throws ends the burst without a commit.
/// </summary>
public interface IWorkflowExecutionMiddleware
{
    /// <summary>Runs around a burst.</summary>
    ValueTask InvokeAsync(WorkflowExecutionContext context);
}

/// <summary>What comes next around a burst: other middleware, at last the burst.</summary>
public delegate ValueTask WorkflowMiddlewareDelegate(WorkflowExecutionContext context);
