using Microsoft.Extensions.DependencyInjection;
using Transcribe.Engine.Authoring;
using Transcribe.Engine.State;

namespace Transcribe.Engine.Execution;

/// <summary>The middleware of the host, first registered outermost, around what the engine does itself. It is made once; what is at the core comes with the context.</summary>
internal sealed class ExecutionPipelines(
    IServiceProvider services, IEnumerable<WorkflowMiddleware> workflow, IEnumerable<ActivityMiddleware> activity, NotificationSender? notifications = null)
{
    private readonly WorkflowMiddlewareDelegate _workflow = workflow.Reverse().Aggregate<WorkflowMiddleware, WorkflowMiddlewareDelegate>(
        WorkflowRunner.DrainAsync,
        (next, registration) => ((IWorkflowExecutionMiddleware)ActivatorUtilities.CreateInstance(services, registration.Type, next)).InvokeAsync);

    private readonly ActivityMiddlewareDelegate _activity = activity.Reverse().Aggregate<ActivityMiddleware, ActivityMiddlewareDelegate>(
        static context => context.Work!(),
        (next, registration) => ((IActivityExecutionMiddleware)ActivatorUtilities.CreateInstance(services, registration.Type, next)).InvokeAsync);

    /// <summary>Runs a burst within the middleware.</summary>
    public ValueTask RunAsync(WorkflowExecutionContext context) => _workflow(context);

    /// <summary>Tells whoever wants to know that a run is committed.</summary>
    public ValueTask TellCommittedAsync(WorkflowExecutionContext context) => notifications?.TellCommittedAsync(context) ?? ValueTask.CompletedTask;

    /// <summary>Tells whoever wants to know of a commit.</summary>
    public ValueTask TellSavedAsync(WorkflowExecutionContext context, BurstCommit commit) => notifications?.TellSavedAsync(context, commit) ?? ValueTask.CompletedTask;

    /// <summary>Tells whoever wants to know that an activity has completed.</summary>
    public ValueTask TellCompletedAsync(ActivityExecutionContext context) => notifications is null
        ? ValueTask.CompletedTask
        : NotificationSender.SendAsync(context.WorkflowExecutionContext.ServiceProvider, new Authoring.Notifications.ActivityCompleted(context), context.CancellationToken);

    /// <summary>Runs the code of an activity within the middleware.</summary>
    public ValueTask RunAsync(ActivityExecutionContext context, Func<ValueTask> code)
    {
        context.Work = code;
        return _activity(context);
    }
}

/// <summary>One registration of middleware around bursts.</summary>
internal sealed record WorkflowMiddleware(Type Type);

/// <summary>One registration of middleware around activities.</summary>
internal sealed record ActivityMiddleware(Type Type);
