using Transcribe.Engine.Authoring;

namespace Transcribe.Engine.Execution;

/// <summary>Tells of bursts.</summary>
internal sealed class WorkflowNotifications(WorkflowMiddlewareDelegate next) : IWorkflowExecutionMiddleware
{
    public async ValueTask InvokeAsync(WorkflowExecutionContext context)
    {
        if (context.RootContext.Status == ActivityStatus.Pending)
            await NotificationSender.SendAsync(context.ServiceProvider, new WorkflowStarted(context), context.CancellationToken);

        await NotificationSender.SendAsync(context.ServiceProvider, new WorkflowExecuting(context), context.CancellationToken);
        await next(context);
        await NotificationSender.SendAsync(context.ServiceProvider, new WorkflowExecuted(context), context.CancellationToken);
    }
}

/// <summary>Tells of activities.</summary>
internal sealed class ActivityNotifications(ActivityMiddlewareDelegate next) : IActivityExecutionMiddleware
{
    public async ValueTask InvokeAsync(ActivityExecutionContext context)
    {
        var services = context.WorkflowExecutionContext.ServiceProvider;
        await NotificationSender.SendAsync(services, new ActivityExecuting(context), context.CancellationToken);
        await next(context);
        await NotificationSender.SendAsync(services, new ActivityExecuted(context), context.CancellationToken);
    }
}

/// <summary>Tells of tasks, beside the host's own dispatchers.</summary>
internal sealed class TaskNotifications : ITaskDispatcher
{
    public Task DispatchAsync(RunTaskRequest request, CancellationToken cancellationToken = default) =>
        NotificationSender.SendAsync(request.ActivityExecutionContext.WorkflowExecutionContext.ServiceProvider, request, cancellationToken).AsTask();
}
