using Transcribe.Engine.Definitions;
using Transcribe.Engine.Execution;

namespace Transcribe.Engine.Authoring;

/// <summary>One execution of one activity: its identity, state and place in the tree of executions.</summary>
public sealed partial class ActivityExecutionContext
{
    private string? _id;
    private List<ActivityExecutionContext>? _children;
    private Dictionary<string, object>? _properties;
    private Dictionary<object, object>? _transientProperties;
    private Dictionary<string, object>? _metadata;
    private Dictionary<string, object>? _journalData;
    private ExpressionExecutionContext? _expressionContext;

    // UTC ticks, which are a third of a moment's size: a burst in memory is mostly these contexts.
    private long _startedAt;
    private long _completedAt;

    internal ActivityExecutionContext(WorkflowExecutionContext workflow, ActivityExecutionContext? parent, ActivityNode node, string? id = null)
    {
        WorkflowExecutionContext = workflow;
        ParentActivityExecutionContext = parent;
        ActivityNode = node;
        _id = id;
        (parent?._children ??= [])?.Add(this);
    }

    /// <summary>The id of this execution: stable over suspensions and repetitions, different for every iteration of a loop.</summary>
    public string Id => _id ??= Identity.NewExecutionId(WorkflowExecutionContext.Id);

    /// <summary>The run that this execution belongs to.</summary>
    public WorkflowExecutionContext WorkflowExecutionContext { get; }

    /// <summary>The execution that scheduled this one; null: this is the root.</summary>
    public ActivityExecutionContext? ParentActivityExecutionContext { get; }

    /// <summary>The place of the activity in the compiled graph.</summary>
    public ActivityNode ActivityNode { get; }

    /// <summary>The activity; shared by all runs, so nothing of this run is kept in it.</summary>
    public IActivity Activity => ActivityNode.Activity;

    /// <summary>What is known of the activity's type.</summary>
    public ActivityDescriptor ActivityDescriptor => ActivityNode.Descriptor;

    /// <summary>The path of activity ids from the root.</summary>
    public string NodeId => ActivityNode.NodeId;

    /// <summary>Where it stands.</summary>
    public ActivityStatus Status { get; internal set; } = ActivityStatus.Pending;

    /// <summary>When it first executed.</summary>
    public DateTimeOffset StartedAt { get => new(_startedAt, TimeSpan.Zero); internal set => _startedAt = value.UtcTicks; }

    /// <summary>When it completed, was cancelled or faulted.</summary>
    public DateTimeOffset? CompletedAt { get => _completedAt == 0 ? null : new(_completedAt, TimeSpan.Zero); internal set => _completedAt = value?.UtcTicks ?? 0; }

    /// <summary>Whether it will never execute again.</summary>
    public bool IsCompleted => Status is ActivityStatus.Completed or ActivityStatus.Canceled;

    /// <summary>Whether its code runs now, or ran when the process ended.</summary>
    public bool IsExecuting { get; internal set; }

    /// <summary>What the parent attached when it scheduled this execution.</summary>
    public object? Tag { get; set; }

    /// <summary>Faults of this execution and its descendants.</summary>
    public int AggregateFaultCount { get; internal set; }

    /// <summary>How often its code ran.</summary>
    public long ExecutionCount { get; internal set; }

    /// <summary>What faulted it.</summary>
    public Exception? Exception { get; internal set; }

    /// <summary>Ends the burst early: a request's time-out or the host's shutdown.</summary>
    public CancellationToken CancellationToken => WorkflowExecutionContext.CancellationToken;

    /// <summary>The executions that this one scheduled and that have not ended.</summary>
    public IReadOnlyList<ActivityExecutionContext> Children => _children ?? (IReadOnlyList<ActivityExecutionContext>)[];

    /// <summary>State of this execution that survives suspensions; values are JSON, or types with an alias.</summary>
    public IDictionary<string, object> Properties => _properties ??= new(StringComparer.Ordinal);

    /// <summary>State of this execution within the burst.</summary>
    public IDictionary<object, object> TransientProperties => _transientProperties ??= [];

    /// <summary>Descriptive data that survives suspensions.</summary>
    public IDictionary<string, object> Metadata => _metadata ??= new(StringComparer.Ordinal);

    /// <summary>Facts for the operator, shown with this execution; never payloads or secrets.</summary>
    public IDictionary<string, object> JournalData => _journalData ??= new(StringComparer.Ordinal);

    /// <summary>Where expressions are evaluated.</summary>
    public ExpressionExecutionContext ExpressionExecutionContext => _expressionContext ??= new ExpressionExecutionContext(this);

    /// <summary>The input of the run.</summary>
    public IDictionary<string, object> WorkflowInput => WorkflowExecutionContext.Input;

    /// <summary>What the parent passed when it scheduled this execution.</summary>
    public IDictionary<string, object> ActivityInput { get; internal set; } = EmptyInput;

    internal static IDictionary<string, object> EmptyInput { get; } = System.Collections.ObjectModel.ReadOnlyDictionary<string, object>.Empty;

    internal ActivityCompletionCallback? CompletionCallback { get; set; }

    /// <summary>What the host's middleware stands around.</summary>
    internal Func<ValueTask>? Work { get; set; }

    internal bool IsRoot => ParentActivityExecutionContext is null;

    internal bool HasProperties => _properties is { Count: > 0 };

    internal bool HasProperty(string key) => _properties?.ContainsKey(key) == true;

    internal bool HasMetadata => _metadata is { Count: > 0 };

    internal IReadOnlyDictionary<string, object>? JournalDataOrNull => _journalData;

    /// <summary>A property, or the type's default.</summary>
    public T? GetProperty<T>(string key) => _properties is not null && _properties.TryGetValue(key, out var value) ? Values.ValueConverter.To<T>(value) : default;

    /// <summary>A property; when absent it is made and kept.</summary>
    public T GetProperty<T>(string key, Func<T> factory)
    {
        if (_properties is not null && _properties.TryGetValue(key, out var value))
        {
            var typed = Values.ValueConverter.To<T>(value)!;
            if (!ReferenceEquals(typed, value))
                _properties[key] = typed!;
            return typed;
        }

        var made = factory();
        SetProperty(key, made);
        return made;
    }

    /// <summary>Sets a property.</summary>
    public void SetProperty<T>(string key, T? value) => Properties[key] = value!;

    /// <summary>Changes a property.</summary>
    public T UpdateProperty<T>(string key, Func<T?, T> update)
    {
        var value = update(GetProperty<T>(key));
        SetProperty(key, value);
        return value;
    }

    /// <summary>Removes a property.</summary>
    public void RemoveProperty(string key) => _properties?.Remove(key);

    /// <summary>A service of the burst's scope.</summary>
    public T GetRequiredService<T>()
        where T : notnull => (T?)WorkflowExecutionContext.ServiceProvider.GetService(typeof(T))
            ?? throw new InvalidOperationException($"Activity '{Activity.Type}' needs the service {typeof(T).FullName}, which the host has not registered.");

    /// <summary>A service of the burst's scope, or null.</summary>
    public T? GetService<T>() => (T?)WorkflowExecutionContext.ServiceProvider.GetService(typeof(T));

    /// <summary>All services of a type, in the order of their registration.</summary>
    public IEnumerable<T> GetServices<T>() => GetService<IEnumerable<T>>() ?? [];

    /// <summary>Adds an entry to the run's journal.</summary>
    /// <returns>The entry; null: nobody keeps a journal.</returns>
    public JournalEntry? AddExecutionLogEntry(string eventName, string? message = null, string? source = null, object? payload = null) =>
        WorkflowExecutionContext.AddJournal(this, eventName, message, source, payload);

    /// <summary>Runs <paramref name="task"/> after the burst is committed; it is not repeated after a crash.</summary>
    public void DeferTask(Func<Task> task) => WorkflowExecutionContext.Defer(task);

    /// <summary>The ancestors, nearest first.</summary>
    public IEnumerable<ActivityExecutionContext> GetAncestors()
    {
        for (var current = ParentActivityExecutionContext; current is not null; current = current.ParentActivityExecutionContext)
            yield return current;
    }

    /// <summary>The outcomes with which it completed; null: it has not, or no journal is kept.</summary>
    internal string[]? OutcomeNames { get; set; }

    internal bool IsTouched { get; set; }

    /// <summary>What expressions say about keeping inputs and outputs of this execution.</summary>
    internal Dictionary<LogPersistenceSetting, LogPersistenceMode>? LogModes { get; set; }

    internal Dictionary<string, object?>? RecordedOutputs { get; private set; }

    internal void RecordOutput(string name, object? value) => (RecordedOutputs ??= new(StringComparer.Ordinal))[name] = value;

    internal void Detach() => ParentActivityExecutionContext?._children?.Remove(this);

    internal void RestoreId(string id) => _id = id;
}
