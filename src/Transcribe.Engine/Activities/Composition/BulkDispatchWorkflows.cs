using System.Runtime.CompilerServices;
using Transcribe.Engine.Authoring;
using Transcribe.Engine.Runtime;

namespace Transcribe.Engine.Activities;

/// <summary>Starts another workflow in the background once for each item, and waits for all of them unless told not to.</summary>
[Activity("Elsa", "Composition", "Starts another workflow once for each item.", DisplayName = "Bulk Dispatch Workflows", Kind = ActivityKind.Task)]
[FlowNode("Completed", "Canceled", "Done")]
public sealed class BulkDispatchWorkflows([CallerFilePath] string? source = null, [CallerLineNumber] int? line = null) : Activity(source, line)
{
    private const string DispatchedKey = "DispatchedInstancesCount";
    private const string CompletedKey = "CompletedInstancesCount";

    /// <summary>The definition whose published version starts.</summary>
    [Input(DisplayName = "Workflow Definition", Description = "The workflow to start.", UIHint = InputUIHints.WorkflowDefinitionPicker, Order = 1)]
    public Input<string> WorkflowDefinitionId { get; set; } = null!;

    /// <summary>The items: a list, or JSON text of one; null is none. Anything else is an error.</summary>
    [Input(Description = "The items.", Order = 2)]
    public Input<object> Items { get; set; } = new(Array.Empty<object>());

    /// <summary>The input under which a child finds its item; default <c>Item</c>. The members of an item that is an object become inputs themselves.</summary>
    [Input(DisplayName = "Default Item Input Key", Description = "The input that carries the item.", DefaultValue = "Item", Order = 3)]
    public Input<string> DefaultItemInputKey { get; set; } = new("Item");

    /// <summary>The correlation id of each child; the item is an argument under its input key, such as <c>getItem()</c>.</summary>
    [Input(DisplayName = "Correlation ID Function", Description = "The correlation id of each child; sees the item.", AutoEvaluate = false, Order = 4)]
    public Input<string?> CorrelationIdFunction { get; set; } = null!;

    /// <summary>Input that all children get.</summary>
    [Input(Description = "Input that all get.", Order = 5)]
    public Input<IDictionary<string, object>?> Input { get; set; } = null!;

    /// <summary>Whether to wait until all have ended; default true.</summary>
    [Input(DisplayName = "Wait for Completion", Description = "Whether to wait until all have ended.", DefaultValue = true, Order = 6)]
    public Input<bool> WaitForCompletion { get; set; } = new(true);

    /// <inheritdoc cref="DispatchWorkflow.StartNewTrace"/>
    [Input(DisplayName = "Start New Trace", Description = "Has no effect here.", Category = "Open Telemetry", Order = 7)]
    public Input<bool> StartNewTrace { get; set; } = null!;

    /// <inheritdoc cref="DispatchWorkflow.ChannelName"/>
    [Input(DisplayName = "Channel", Description = "Has no effect here.", UIHint = InputUIHints.DropDown, Order = 8)]
    public Input<string?> ChannelName { get; set; } = null!;

    /// <summary>What runs for each child that has ended well.</summary>
    [Port]
    public IActivity? ChildCompleted { get; set; }

    /// <summary>What runs for each child that has faulted.</summary>
    [Port]
    public IActivity? ChildFaulted { get; set; }

    /// <inheritdoc/>
    protected override async ValueTask ExecuteAsync(ActivityExecutionContext context)
    {
        var waits = WaitForCompletion.GetOrDefault(context, static () => true);
        var children = context.GetRequiredService<ChildWorkflows>();
        var requests = await PrepareAsync(context, children);
        context.SetProperty(DispatchedKey, requests.Count);
        context.SetProperty(CompletedKey, 0);
        if (waits && requests.Count > 0)
        {
            // The execution is part of the hash: two bulk dispatches of one instance must not hear each other's children.
            var bookmark = context.CreateBookmark(new CreateBookmarkArgs
            {
                Stimulus = new BulkDispatchWorkflowsStimulus(context.WorkflowExecutionContext.Id),
                Callback = OnChildFinishedAsync,
                AutoBurn = false,
                IncludeActivityInstanceId = true,
            });
            requests = [.. requests.Select(request => ChildWorkflows.Notifying(request, bookmark.Hash))];
            await context.WorkflowExecutionContext.CommitAsync();
        }

        await children.DispatchAsync(requests, context.CancellationToken);
        if (!waits || requests.Count == 0)
            await context.CompleteActivityWithOutcomesAsync("Done");
    }

    private async Task<List<StartWorkflowRequest>> PrepareAsync(ActivityExecutionContext context, ChildWorkflows children)
    {
        var requests = new List<StartWorkflowRequest>();
        var definitionId = WorkflowDefinitionId.Get(context);
        var key = DefaultItemInputKey.GetOrDefault(context, static () => "Item");
        await foreach (var item in context.GetItemSource<object?>(Items))
        {
            var correlationId = await CorrelationOfAsync(context, key, item);
            requests.Add(children.Prepare(context, definitionId, correlationId, InputOf(context, key, item), requests.Count));
        }

        return requests;
    }

    private async ValueTask<string?> CorrelationOfAsync(ActivityExecutionContext context, string key, object? item)
    {
        if (CorrelationIdFunction is null)
            return null;

        var options = new ExpressionEvaluatorOptions();
        options.Arguments[key] = item!;
        return await context.EvaluateAsync(CorrelationIdFunction, options);
    }

    private Dictionary<string, object> InputOf(ActivityExecutionContext context, string key, object? item)
    {
        var input = new Dictionary<string, object>(Input.GetOrDefault(context) ?? new Dictionary<string, object>(), StringComparer.Ordinal);
        if (item is IDictionary<string, object> members)
        {
            foreach (var (name, value) in members)
                input[name] = value;
        }
        else
        {
            input[key] = item!;
        }

        return input;
    }

    private async ValueTask OnChildFinishedAsync(ActivityExecutionContext context)
    {
        var handler = context.GetWorkflowInput<string>(ChildWorkflow.SubStatus) switch
        {
            nameof(WorkflowSubStatus.Finished) => ChildCompleted,
            nameof(WorkflowSubStatus.Faulted) => ChildFaulted,
            _ => null,
        };
        if (handler is null)
        {
            await CountAsync(context);
            return;
        }

        await context.ScheduleActivityAsync(handler, new ScheduleWorkOptions
        {
            CompletionCallback = OnChildHandledAsync,
            Variables = [LoopVariable.Of(ChildWorkflow.InstanceId, context.GetWorkflowInput<string>(ChildWorkflow.InstanceId))],
            Input = new Dictionary<string, object>(ChildWorkflow.OutputOf(context), StringComparer.Ordinal),
        });
    }

    private ValueTask OnChildHandledAsync(ActivityCompletedContext context) => CountAsync(context.TargetContext);

    private static ValueTask CountAsync(ActivityExecutionContext context) =>
        context.UpdateProperty<int>(CompletedKey, static count => count + 1) >= context.GetProperty<int>(DispatchedKey)
            ? context.CompleteActivityWithOutcomesAsync("Completed", "Done")
            : ValueTask.CompletedTask;
}

/// <summary>What <see cref="BulkDispatchWorkflows"/> waits for.</summary>
/// <param name="ParentInstanceId">The instance that dispatched.</param>
public sealed record BulkDispatchWorkflowsStimulus(string ParentInstanceId);
