using System.Collections.Concurrent;
using System.Reflection;
using System.Runtime.CompilerServices;

namespace Transcribe.Engine.Authoring;

/// <summary>
/// Base class of activities. It does not complete by itself: every branch of <see cref="ExecuteAsync"/> completes the
/// activity, creates a bookmark, schedules a child or throws.
/// </summary>
public abstract class Activity : IActivity, ISignalHandler
{
    private const string CanStartWorkflowKey = "canStartWorkflow";
    private const string RunAsynchronouslyKey = "runAsynchronously";
    private const string CommitStrategyKey = "commitStrategyName";

    private static readonly ConcurrentDictionary<Type, bool> HearEverything = new();

    private SignalHandlers? _signalHandlers;
    private List<IBehavior>? _behaviors;

    /// <summary>Creates the activity; the compiler fills in where, for messages and the designer.</summary>
    protected Activity([CallerFilePath] string? source = null, [CallerLineNumber] int? line = null)
    {
        Type = ActivityTypeNames.Of(GetType());
        if (source is not null && line is > 0)
            CustomProperties["source"] = $"{Path.GetFileName(source)}:{line}";
    }

    /// <summary>Creates the activity under another type name or version than its class says.</summary>
    protected Activity(string activityType, int version = 1, [CallerFilePath] string? source = null, [CallerLineNumber] int? line = null)
        : this(source, line)
    {
        Type = activityType;
        Version = version;
    }

    /// <inheritdoc/>
    public string Id { get; set; } = null!;

    /// <inheritdoc/>
    public string NodeId { get; set; } = null!;

    /// <inheritdoc/>
    public string? Name { get; set; }

    /// <inheritdoc/>
    public string Type { get; set; }

    /// <inheritdoc/>
    public int Version { get; set; } = 1;

    /// <inheritdoc/>
    public IDictionary<string, object> CustomProperties { get; set; } = new Dictionary<string, object>(StringComparer.Ordinal);

    /// <inheritdoc/>
    public IDictionary<string, object> SyntheticProperties { get; set; } = new Dictionary<string, object>(StringComparer.Ordinal);

    /// <inheritdoc/>
    public IDictionary<string, object> Metadata { get; set; } = new Dictionary<string, object>(StringComparer.Ordinal);

    /// <summary>Whether this trigger starts the workflow. Default false.</summary>
    public bool CanStartWorkflow
    {
        get => ReadFlag(CanStartWorkflowKey) ?? false;
        set => CustomProperties[CanStartWorkflowKey] = value;
    }

    /// <summary>Whether the designer asked for execution in the background; null: as the activity type says.</summary>
    public bool? RunAsynchronously
    {
        get => ReadFlag(RunAsynchronouslyKey);
        set => Store(RunAsynchronouslyKey, value);
    }

    /// <summary>The name of the commit strategy of this activity; null: the workflow's.</summary>
    public string? CommitStrategy
    {
        get => CustomProperties.TryGetValue(CommitStrategyKey, out var value) ? value?.ToString() : null;
        set => Store(CommitStrategyKey, value);
    }

    /// <summary>What it hears beside its own handlers.</summary>
    public ICollection<IBehavior> Behaviors => _behaviors ??= [];

    internal bool Hears(Type signalType) =>
        _signalHandlers?.Hear(signalType) == true || _behaviors is { Count: > 0 } || HearEverything.GetOrAdd(GetType(), static type => IsOverridden(type));

    /// <summary>Tells whether the activity may execute now.</summary>
    protected virtual ValueTask<bool> CanExecuteAsync(ActivityExecutionContext context) => new(CanExecute(context));

    /// <inheritdoc cref="CanExecuteAsync"/>
    protected virtual bool CanExecute(ActivityExecutionContext context) => true;

    /// <summary>Does the activity's work.</summary>
    protected virtual ValueTask ExecuteAsync(ActivityExecutionContext context)
    {
        Execute(context);
        return ValueTask.CompletedTask;
    }

    /// <inheritdoc cref="ExecuteAsync"/>
    protected virtual void Execute(ActivityExecutionContext context)
    {
    }

    /// <summary>Completes the activity with the outcome <c>Done</c>.</summary>
    protected ValueTask CompleteAsync(ActivityExecutionContext context) => context.CompleteActivityAsync();

    /// <summary>Handles signals of type <typeparamref name="T"/> that this activity or a descendant sends.</summary>
    protected void OnSignalReceived<T>(Func<T, SignalContext, ValueTask> handler) => (_signalHandlers ??= new()).Add(handler);

    /// <inheritdoc cref="OnSignalReceived{T}(Func{T, SignalContext, ValueTask})"/>
    protected void OnSignalReceived<T>(Action<T, SignalContext> handler) => (_signalHandlers ??= new()).Add(handler);

    /// <inheritdoc cref="OnSignalReceived{T}(Func{T, SignalContext, ValueTask})"/>
    protected void OnSignalReceived(Type signalType, Func<object, SignalContext, ValueTask> handler) => (_signalHandlers ??= new()).Add(signalType, handler);

    /// <summary>Receives every signal that this activity or a descendant sends, before its handlers do.</summary>
    protected virtual ValueTask OnSignalReceivedAsync(object signal, SignalContext context)
    {
        OnSignalReceived(signal, context);
        return ValueTask.CompletedTask;
    }

    /// <inheritdoc cref="OnSignalReceivedAsync"/>
    protected virtual void OnSignalReceived(object signal, SignalContext context)
    {
    }

    async ValueTask ISignalHandler.ReceiveSignalAsync(object signal, SignalContext context)
    {
        await OnSignalReceivedAsync(signal, context);
        if (_signalHandlers is { } handlers)
            await handlers.ReceiveAsync(signal, context);

        foreach (var behavior in _behaviors ?? [])
        {
            if (!context.IsStopped)
                await behavior.ReceiveSignalAsync(signal, context);
        }
    }

    ValueTask<bool> IActivity.CanExecuteAsync(ActivityExecutionContext context) => CanExecuteAsync(context);

    ValueTask IActivity.ExecuteAsync(ActivityExecutionContext context) => InvokeAsync(context);

    /// <summary>What the engine calls; the code activities add their automatic completion here.</summary>
    private protected virtual ValueTask InvokeAsync(ActivityExecutionContext context) => ExecuteAsync(context);

    // Most activities hear hardly anything, and a signal that nobody hears is not even made.
    private static bool IsOverridden(Type type)
    {
        const BindingFlags Handlers = BindingFlags.Instance | BindingFlags.NonPublic;
        Type[] parameters = [typeof(object), typeof(SignalContext)];
        return new[] { nameof(OnSignalReceivedAsync), nameof(OnSignalReceived) }
            .Any(name => type.GetMethod(name, Handlers, parameters)?.DeclaringType != typeof(Activity));
    }

    /// <summary>What a container runs in which one activity runs alone: it completes with it.</summary>
    internal ActivityCompletionCallback WhenLoneChildCompleted => OnLoneChildCompletedAsync;

    private ValueTask OnLoneChildCompletedAsync(ActivityCompletedContext context) => context.TargetContext.CompleteWhenIdleAsync();

    private bool? ReadFlag(string key) =>
        CustomProperties.TryGetValue(key, out var value) ? value is bool flag ? flag : bool.TryParse(value?.ToString(), out var parsed) && parsed : null;

    private void Store(string key, object? value)
    {
        if (value is null)
            CustomProperties.Remove(key);
        else
            CustomProperties[key] = value;
    }
}

/// <summary>An <see cref="Activity"/> with a main result.</summary>
/// <typeparam name="T">The type of the result.</typeparam>
public abstract class Activity<T> : Activity
{
    /// <inheritdoc cref="Activity(string?, int?)"/>
    protected Activity([CallerFilePath] string? source = null, [CallerLineNumber] int? line = null)
        : base(source, line)
    {
    }

    /// <inheritdoc cref="Activity(string, int, string?, int?)"/>
    protected Activity(string activityType, int version = 1, [CallerFilePath] string? source = null, [CallerLineNumber] int? line = null)
        : base(activityType, version, source, line)
    {
    }

    /// <summary>An activity whose result goes to a variable or workflow output.</summary>
    protected Activity(MemoryBlockReference? output, [CallerFilePath] string? source = null, [CallerLineNumber] int? line = null)
        : base(source, line) => Result = output is null ? null : new Output<T>(output);

    /// <summary>An activity whose result goes to <paramref name="output"/>.</summary>
    protected Activity(Output<T>? output, [CallerFilePath] string? source = null, [CallerLineNumber] int? line = null)
        : base(source, line) => Result = output;

    /// <summary>Where the result goes; null: only to the output register.</summary>
    [Output]
    public Output<T>? Result { get; set; }
}
