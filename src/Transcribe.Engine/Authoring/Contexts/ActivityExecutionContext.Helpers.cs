using Transcribe.Engine.Activities;
using Transcribe.Engine.Expressions;
using Transcribe.Engine.Values;

namespace Transcribe.Engine.Authoring;

/// <content>What authors use now and then: several children, metadata, neighbours, variables, events.</content>
public sealed partial class ActivityExecutionContext
{
    /// <summary>Schedules children; they take turns, and this activity learns nothing of their completion.</summary>
    public ValueTask ScheduleActivitiesAsync(params IActivity?[] activities) => ScheduleActivities(activities);

    /// <summary>Schedules children; <paramref name="completionCallback"/> runs for each that completes.</summary>
    public ValueTask ScheduleActivities(IEnumerable<IActivity?> activities, ActivityCompletionCallback? completionCallback = null) =>
        ScheduleActivities(activities, new ScheduleWorkOptions { CompletionCallback = completionCallback });

    /// <inheritdoc cref="ScheduleActivities(IEnumerable{IActivity?}, ActivityCompletionCallback?)"/>
    public async ValueTask ScheduleActivities(IEnumerable<IActivity?> activities, ScheduleWorkOptions options)
    {
        foreach (var activity in activities)
            await ScheduleActivityAsync(activity, options);
    }

    /// <summary>Metadata by key, or the type's default.</summary>
    public T? GetMetadata<T>(string key) => _metadata is not null && _metadata.TryGetValue(key, out var value) ? ValueConverter.To<T>(value) : default;

    /// <summary>Metadata by key; when absent it is made and kept.</summary>
    public T GetMetadata<T>(string key, Func<T> factory) =>
        _metadata?.ContainsKey(key) == true ? GetMetadata<T>(key)! : UpdateMetadata<T>(key, _ => factory());

    /// <summary>Sets metadata.</summary>
    public void SetMetadata<T>(string key, T? value) => Metadata[key] = value!;

    /// <summary>Changes metadata.</summary>
    public T UpdateMetadata<T>(string key, Func<T?, T> update)
    {
        var value = update(GetMetadata<T>(key));
        SetMetadata(key, value);
        return value;
    }

    /// <summary>Removes metadata.</summary>
    public void RemoveMetadata(string key) => _metadata?.Remove(key);

    /// <summary>The executions that this one scheduled and that have not ended.</summary>
    public IEnumerable<ActivityExecutionContext> GetChildren() => Children;

    /// <summary>Those of them that run or wait.</summary>
    public IEnumerable<ActivityExecutionContext> GetActiveChildren() => Children.Where(child => child.Status == ActivityStatus.Running);

    /// <summary>All executions below this one that have not ended, parents before children.</summary>
    public IEnumerable<ActivityExecutionContext> GetDescendants() => Children.SelectMany(child => child.GetDescendants().Prepend(child));

    /// <summary>The nearest ancestor that <paramref name="predicate"/> accepts; null: none.</summary>
    public ActivityExecutionContext? FindParent(Func<ActivityExecutionContext, bool> predicate) => GetAncestors().FirstOrDefault(predicate);

    /// <summary>The nearest execution, this one included, whose activity declares variables; null: none.</summary>
    public ActivityExecutionContext? FindParentWithVariableContainer() =>
        GetAncestors().Prepend(this).FirstOrDefault(context => context.Activity is IVariableContainer);

    /// <summary>Declares a variable on this execution, visible to its descendants.</summary>
    /// <param name="name">The name.</param>
    /// <param name="value">The value.</param>
    /// <param name="storageDriver">Where it is kept; null: with the instance.</param>
    public Variable CreateVariable(string name, object? value, Type? storageDriver = null)
    {
        var variable = new Variable(name) { StorageDriverType = storageDriver ?? typeof(WorkflowInstanceStorageDriver) };
        Declare(variable, isDynamic: true).Value = value;
        return variable;
    }

    /// <summary>The values of all variables in scope; of several with one name the nearest.</summary>
    public IDictionary<string, object?> GetVariableValues()
    {
        var values = new Dictionary<string, object?>(StringComparer.Ordinal);
        foreach (var block in GetAncestors().Prepend(this).SelectMany(context => context.Blocks))
            values.TryAdd(block.Variable.Name, block.Value);
        return values;
    }

    /// <summary>The value of a place in memory; false: there is no such place in scope.</summary>
    public bool TryGet(MemoryBlockReference reference, out object? value)
    {
        value = Get(reference);
        return reference is Literal or InputReference || FindBlock(reference.Id) is not null;
    }

    /// <summary>The value of a place in memory by its id; null when unknown.</summary>
    public object? Get(string blockId) => FindBlock(blockId)?.Value;

    /// <summary>The result that an activity wrote in this burst.</summary>
    public object? GetResult(IActivity activity) => WorkflowExecutionContext.Outputs.Read(activity.Id, null);

    /// <summary>The last result that any activity wrote in this burst.</summary>
    public object? GetLastResult() => WorkflowExecutionContext.Outputs.LastResult;

    /// <summary>The input of the run under the name of the type <typeparamref name="T"/>.</summary>
    /// <exception cref="KeyNotFoundException">The run has no such input.</exception>
    public T GetWorkflowInput<T>() => GetWorkflowInput<T>(typeof(T).Name);

    /// <summary>Evaluates all inputs again.</summary>
    public ValueTask EvaluateInputPropertiesAsync() => InputEvaluator.EvaluateAllAsync(this);

    /// <summary>Evaluates one input now, such as one that is not evaluated by itself.</summary>
    /// <exception cref="ArgumentException">The activity has no such input.</exception>
    public async ValueTask<object?> EvaluateInputPropertyAsync(string inputName)
    {
        var input = Array.Find(ActivityNode.Inputs, candidate => candidate.Descriptor.Name == inputName)
            ?? throw new ArgumentException($"The activity '{Activity.Type}' has no input '{inputName}'.", nameof(inputName));
        var value = await InputEvaluator.EvaluateAsync(input, this);
        Store(input, value);
        return value;
    }

    /// <summary>Waits for an event by name; without a callback the activity completes when it comes.</summary>
    public void WaitForEvent(string eventName, ExecuteActivityDelegate? callback = null) =>
        CreateBookmark(new CreateBookmarkArgs { BookmarkName = EventStimulus.StimulusName, Stimulus = new EventStimulus(eventName), Callback = callback });

    /// <summary>What came with the event that resumed this activity; null: nothing.</summary>
    public object? GetEventInput() => WorkflowInput.TryGetValue(Event.PayloadInput, out var payload) ? payload : null;

    /// <summary>Runs <paramref name="task"/> after the burst is committed; it is not repeated after a crash.</summary>
    public void DeferTask(Action task) => DeferTask(() =>
    {
        task();
        return Task.CompletedTask;
    });
}
