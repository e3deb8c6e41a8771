using System.Runtime.CompilerServices;
using Transcribe.Engine.Authoring;

namespace Transcribe.Engine.Activities;

/// <summary>Asks somebody outside to do something, and waits until it is reported done.</summary>
[Activity("Elsa", "Primitives", "Asks for a task and waits until it is done.", DisplayName = "Run Task")]
public sealed class RunTask([CallerFilePath] string? source = null, [CallerLineNumber] int? line = null) : Activity<object>(source, line)
{
    /// <summary>The input of a burst that carries what came out of the task.</summary>
    public const string ResultInput = "RunTaskInput";

    internal const string StimulusName = "Elsa.RunTask";

    /// <summary>What is to be done.</summary>
    [Input(DisplayName = "Task Name", Description = "What is to be done.", Order = 1)]
    public Input<string> TaskName { get; set; } = null!;

    /// <summary>With what.</summary>
    [Input(Description = "What the task needs to know.", Order = 2)]
    public Input<IDictionary<string, object>?> Payload { get; set; } = null!;

    /// <summary>The id under which the task is reported done.</summary>
    [Output(Description = "The id under which the task is reported done.")]
    public Output<string>? TaskId { get; set; }

    /// <inheritdoc/>
    protected override async ValueTask ExecuteAsync(ActivityExecutionContext context)
    {
        // The id of the execution: a repetition after a crash asks for the same task.
        var taskId = context.Id;
        var name = TaskName.Get(context);
        context.Set(TaskId, taskId, nameof(TaskId));
        context.CreateBookmark(new RunTaskStimulus(taskId, name), ResumeAsync, includeActivityInstanceId: false);

        var dispatchers = context.GetServices<ITaskDispatcher>().ToList();
        if (dispatchers.Count == 0)
            return;

        await context.WorkflowExecutionContext.CommitAsync();
        var request = new RunTaskRequest(context, taskId, name, Payload.GetOrDefault(context));
        foreach (var dispatcher in dispatchers)
            await dispatcher.DispatchAsync(request, context.CancellationToken);
    }

    private ValueTask ResumeAsync(ActivityExecutionContext context)
    {
        context.Set(Result, context.WorkflowInput.TryGetValue(ResultInput, out var result) ? result : null, nameof(Result));
        return context.CompleteActivityAsync();
    }
}

/// <summary>What <see cref="RunTask"/> waits for.</summary>
/// <param name="TaskId">The task's id.</param>
/// <param name="TaskName">What is to be done; whoever reports need not know it.</param>
public sealed record RunTaskStimulus(string TaskId, [property: ExcludeFromHash] string TaskName);
