using Transcribe.Engine.Activities;
using Transcribe.Engine.Values;

namespace Transcribe.Engine.Authoring;

/// <summary>Where an expression is evaluated: in an execution, or without one while triggers are indexed.</summary>
public sealed class ExpressionExecutionContext
{
    private readonly IServiceProvider? _serviceProvider;
    private readonly Func<Input, object?>? _evaluated;

    internal ExpressionExecutionContext(ActivityExecutionContext activityExecutionContext) => ActivityExecutionContext = activityExecutionContext;

    internal ExpressionExecutionContext(IServiceProvider serviceProvider, Func<Input, object?> evaluated, CancellationToken cancellationToken)
    {
        _serviceProvider = serviceProvider;
        _evaluated = evaluated;
        CancellationToken = cancellationToken;
    }

    /// <summary>The services.</summary>
    public IServiceProvider ServiceProvider => _serviceProvider ?? ActivityExecutionContext!.WorkflowExecutionContext.ServiceProvider;

    /// <summary>Ends the evaluation.</summary>
    public CancellationToken CancellationToken
    {
        get => ActivityExecutionContext?.CancellationToken ?? field;
    }

    internal ActivityExecutionContext? ActivityExecutionContext { get; }

    /// <summary>The value of a place in memory; null without an execution.</summary>
    public object? Get(MemoryBlockReference reference) => ActivityExecutionContext?.Get(reference);

    /// <summary>The variables of the execution itself; null: there is none.</summary>
    public MemoryRegister? Memory => ActivityExecutionContext is { } activity ? new MemoryRegister(activity) : null;

    /// <summary>Where expressions of the execution around are evaluated; null: there is none.</summary>
    public ExpressionExecutionContext? ParentContext => ActivityExecutionContext?.ParentActivityExecutionContext?.ExpressionExecutionContext;

    /// <summary>Data of this burst, shared with the execution.</summary>
    public IDictionary<object, object> TransientProperties => ActivityExecutionContext?.TransientProperties ?? (field ??= new Dictionary<object, object>());

    /// <inheritdoc cref="Get(MemoryBlockReference)"/>
    public T? Get<T>(MemoryBlockReference reference) => ValueConverter.To<T>(Get(reference));

    /// <summary>The value of a place in memory; false: there is no such place in scope.</summary>
    public bool TryGet(MemoryBlockReference reference, out object? value)
    {
        value = null;
        return ActivityExecutionContext?.TryGet(reference, out value) == true;
    }

    /// <summary>Writes a place in memory; an unknown one is ignored.</summary>
    public void Set(MemoryBlockReference reference, object? value) => ActivityExecutionContext?.Set(reference, value);

    /// <summary>A variable in scope.</summary>
    /// <exception cref="KeyNotFoundException">There is none with the id of the reference.</exception>
    public MemoryBlock GetBlock(MemoryBlockReference reference) =>
        ActivityExecutionContext?.FindBlock(reference.Id) ?? throw new KeyNotFoundException($"There is no variable '{reference.Id}' in scope.");

    /// <summary>The value of an input.</summary>
    public T? Get<T>(Input<T> input) =>
        ValueConverter.To<T>(ActivityExecutionContext is { } activity ? activity.GetRaw(input) : _evaluated?.Invoke(input));

    /// <summary>A service.</summary>
    public T GetRequiredService<T>()
        where T : notnull => (T?)ServiceProvider.GetService(typeof(T)) ?? throw new InvalidOperationException($"The host has not registered the service {typeof(T).FullName}.");

    /// <summary>The execution, when there is one.</summary>
    public bool TryGetActivityExecutionContext(out ActivityExecutionContext activityExecutionContext)
    {
        activityExecutionContext = ActivityExecutionContext!;
        return ActivityExecutionContext is not null;
    }

    /// <summary>The run, when there is one.</summary>
    public bool TryGetWorkflowExecutionContext(out WorkflowExecutionContext workflowExecutionContext)
    {
        workflowExecutionContext = ActivityExecutionContext?.WorkflowExecutionContext!;
        return workflowExecutionContext is not null;
    }

    /// <summary>The value of the nearest variable of that name.</summary>
    public object? GetVariableInScope(string name) => ActivityExecutionContext?.GetVariable(name);

    /// <inheritdoc cref="GetVariableInScope"/>
    public T? GetVariable<T>(string name) => ValueConverter.To<T>(GetVariableInScope(name));

    /// <summary>Sets the nearest variable of that name.</summary>
    public void SetVariableInScope(string name, object? value) => ActivityExecutionContext?.SetVariable(name, value);

    /// <summary>The names of all variables in scope, nearest first.</summary>
    public IEnumerable<string> GetVariableNamesInScope()
    {
        for (var context = ActivityExecutionContext; context is not null; context = context.ParentActivityExecutionContext)
        {
            foreach (var variable in context.Variables)
                yield return variable.Name;
        }
    }

    /// <summary>Whether it is evaluated inside a composite: one written in code, or a workflow that is used as an activity.</summary>
    public bool IsContainedWithinCompositeActivity() =>
        ActivityExecutionContext?.FindParent(static context => context.Activity is Composite or WorkflowDefinitionActivity) is not null;

    /// <summary>An input of the run by name, or of the workflow around that is used as an activity; null when it has none.</summary>
    public object? GetInput(string name)
    {
        if (ActivityExecutionContext?.EnclosingDefinition is { } nested)
            return nested.Blocks.FirstOrDefault(block => block.Variable.Name == name)?.Value;

        return ActivityExecutionContext?.WorkflowInput.TryGetValue(name, out var value) == true ? value : null;
    }

    /// <summary>The output that an activity wrote in this burst.</summary>
    public object? GetOutput(string activityIdOrName, string? outputName = null) =>
        ActivityExecutionContext?.WorkflowExecutionContext.Outputs.Read(activityIdOrName, outputName);

    /// <summary>The last result that any activity wrote in this burst.</summary>
    public object? GetLastResult() => ActivityExecutionContext?.WorkflowExecutionContext.Outputs.LastResult;
}
