using System.Linq.Expressions;
using System.Reflection;
using Microsoft.Extensions.DependencyInjection;
using Transcribe.Engine.Definitions;
using Transcribe.Engine.Execution;
using Transcribe.Engine.Values;

namespace Transcribe.Engine.Authoring;

/// <content>What authors rarely need: other owners, the way here, services by type, outputs by property.</content>
public sealed partial class ActivityExecutionContext
{
    /// <summary>The execution that scheduled this one; null: this is the root.</summary>
    public string? SchedulingActivityExecutionId => ParentActivityExecutionContext?.Id;

    /// <summary>The activity that scheduled this one.</summary>
    public string? SchedulingActivityId => ParentActivityExecutionContext?.Activity.Id;

    /// <summary>The instance that started this one's.</summary>
    public string? SchedulingWorkflowInstanceId => WorkflowExecutionContext.ParentWorkflowInstanceId;

    /// <summary>How many executions are around this one; the root has none.</summary>
    public int CallStackDepth => GetAncestors().Count();

    /// <summary>The executions of the same step in the run that this one replays, and in those before it, the latest first; empty: there are none.</summary>
    public IReadOnlyList<string> Earlier { get; internal set; } = [];

    /// <summary>
    /// Completes this execution as the same step did in a run that this one replays, if it had the same inputs there and completed with one of these outcomes: for what
    /// costs something and would give the same again.
    /// </summary>
    /// <param name="outcomes">The outcomes that are worth repeating.</param>
    /// <returns>Whether it is completed; false: it has to do its work.</returns>
    public ValueTask<bool> TryRepeatEarlierAsync(params string[] outcomes) =>
        Earlier.Count > 0 && GetService<IEarlierSteps>() is { } steps ? steps.TryRepeatAsync(this, outcomes) : new(false);

    /// <summary>The variables that this execution got while running.</summary>
    public IEnumerable<Variable> DynamicVariables => Blocks.Where(block => block.IsDynamic).Select(block => block.Variable);

    /// <summary>
    /// Whether the run would be tried again later (<c>customProperties.retry</c>) if the activity threw this now. An activity that has an outcome for
    /// what went wrong throws it while that is so, and takes the outcome when no attempt is left.
    /// </summary>
    public bool IsTriedAgainAfter(Exception exception) => RetryWait.Follows(this, FaultClasses.Of(exception, WorkflowExecutionContext.ServiceProvider));

    /// <summary>This execution and those around it, the root first.</summary>
    public IEnumerable<ActivityExecutionContext> GetExecutionChain() => GetAncestors().Prepend(this).Reverse();

    /// <summary>Schedules an activity for another execution, which hears of its completion.</summary>
    public ValueTask ScheduleActivityAsync(IActivity? activity, ActivityExecutionContext? owner, ScheduleWorkOptions? options = null) =>
        (owner ?? this).ScheduleActivityAsync(activity, options ?? new ScheduleWorkOptions());

    /// <summary>Schedules the activity of a place in the graph for another execution, which hears of its completion.</summary>
    public ValueTask ScheduleActivityAsync(ActivityNode? activityNode, ActivityExecutionContext? owner, ScheduleWorkOptions? options = null) =>
        ScheduleActivityAsync(activityNode?.Activity, owner, options);

    /// <summary>The outcome of a port: its name, by default that of its property.</summary>
    /// <exception cref="ArgumentException">The activity has no such property.</exception>
    public string GetOutcomeName(string portPropertyName)
    {
        var property = Activity.GetType().GetProperty(portPropertyName)
            ?? throw new ArgumentException($"The activity '{Activity.Type}' has no port '{portPropertyName}'.", nameof(portPropertyName));
        return property.GetCustomAttribute<PortAttribute>()?.Name ?? portPropertyName;
    }

    /// <summary>Whether it has done something since the last commit.</summary>
    public bool IsDirty => IsTouched;

    /// <summary>Adds a bookmark that was made elsewhere.</summary>
    public void AddBookmark(Bookmark bookmark)
    {
        (_newBookmarks ??= []).Add(bookmark);
        WorkflowExecutionContext.Add(bookmark);
    }

    /// <summary>Adds bookmarks that were made elsewhere.</summary>
    public void AddBookmarks(IEnumerable<Bookmark> bookmarks)
    {
        foreach (var bookmark in bookmarks)
            AddBookmark(bookmark);
    }

    /// <summary>Waits for a length of time; the callback may wait again, and so repeat itself.</summary>
    public void RepeatWithInterval(TimeSpan interval, ExecuteActivityDelegate? callback = null) => DelayFor(interval, callback);

    /// <summary>A service of the burst's scope.</summary>
    /// <exception cref="InvalidOperationException">The host has not registered it.</exception>
    public object GetRequiredService(Type serviceType) => WorkflowExecutionContext.ServiceProvider.GetRequiredService(serviceType);

    /// <summary>A service of the burst's scope, or null.</summary>
    public object? GetService(Type serviceType) => WorkflowExecutionContext.ServiceProvider.GetService(serviceType);

    /// <summary>A service of the burst's scope, or a new object of its class with services in its constructor.</summary>
    public T GetOrCreateService<T>() => ActivatorUtilities.GetServiceOrCreateInstance<T>(WorkflowExecutionContext.ServiceProvider);

    /// <summary>All services of a type, in the order of their registration.</summary>
    public IEnumerable<object?> GetServices(Type serviceType) => WorkflowExecutionContext.ServiceProvider.GetServices(serviceType);

    /// <inheritdoc cref="GetOrCreateService{T}"/>
    public object GetOrCreateService(Type serviceType) => ActivatorUtilities.GetServiceOrCreateInstance(WorkflowExecutionContext.ServiceProvider, serviceType);

    /// <summary>What an output received in this burst, such as <c>() =&gt; other.Result</c>; null: nothing.</summary>
    public object? GetActivityOutput(Expression<Func<object?>> output)
    {
        var member = output.Body is UnaryExpression conversion ? conversion.Operand : output.Body;
        if (member is not MemberExpression { Expression: { } owner } property)
            throw new ArgumentException("Name an output of an activity, such as () => other.Result.", nameof(output));

        var activity = System.Linq.Expressions.Expression.Lambda<Func<IActivity>>(owner).Compile()();
        return WorkflowExecutionContext.Outputs.Read(activity.Id, property.Member.Name);
    }

    /// <summary>Evaluates one input now, named by its property.</summary>
    public async ValueTask<T?> EvaluateInputPropertyAsync<TActivity, T>(Expression<Func<TActivity, Input<T>>> input)
        where TActivity : IActivity =>
        ValueConverter.To<T>(await EvaluateInputPropertyAsync(((MemberExpression)input.Body).Member.Name));
}
