using System.Runtime.CompilerServices;
using Transcribe.Engine.Activities;
using Transcribe.Engine.Definitions;
using Transcribe.Engine.Expressions;
using Transcribe.Engine.Values;

namespace Transcribe.Engine.Authoring;

/// <content>Inputs, outputs and variables.</content>
public sealed partial class ActivityExecutionContext
{
    private object?[]? _inputValues;
    private Dictionary<string, MemoryBlock>? _blocks;

    /// <summary>The evaluated inputs by name; inputs that can contain secrets are left out.</summary>
    public IDictionary<string, object> ActivityState
    {
        get
        {
            var state = new Dictionary<string, object>(StringComparer.Ordinal);
            foreach (var input in ActivityNode.Inputs)
            {
                if (!input.Descriptor.CanContainSecrets)
                    state[input.Descriptor.Name] = ValueOf(input)!;
            }

            return state;
        }
    }

    /// <summary>The variables that this execution declares: those of its container and dynamic ones.</summary>
    public IEnumerable<Variable> Variables => _blocks?.Values.Select(block => block.Variable) ?? [];

    internal IReadOnlyCollection<MemoryBlock> Blocks => _blocks?.Values ?? (IReadOnlyCollection<MemoryBlock>)[];

    /// <summary>The value of an input of this activity or of one that contains it; the type's default when it has none.</summary>
    public T? Get<T>(Input<T>? input) => input is null ? default : ValueConverter.To<T>(GetRaw(input));

    /// <summary>The value that an output of this activity received in this burst.</summary>
    public T? Get<T>(Output<T>? output) => output is null ? default : ValueConverter.To<T>(WorkflowExecutionContext.Outputs.Read(ActivityNode, output));

    /// <inheritdoc cref="Get{T}(Output{T})"/>
    public object? Get(Output output) => WorkflowExecutionContext.Outputs.Read(ActivityNode, output);

    /// <summary>The value of a place in memory; null when unknown.</summary>
    public object? Get(MemoryBlockReference reference) => reference switch
    {
        Literal literal => literal.Value,
        InputReference input => GetRaw(input.Input),
        _ => FindBlock(reference.Id)?.Value,
    };

    /// <inheritdoc cref="Get(MemoryBlockReference)"/>
    public T? Get<T>(MemoryBlockReference reference) => ValueConverter.To<T>(Get(reference));

    /// <summary>Writes a place in memory: a variable in scope, or a workflow output of that name; an unknown one is ignored.</summary>
    /// <param name="reference">The place.</param>
    /// <param name="value">The value.</param>
    /// <param name="configure">Sees the variable that was written.</param>
    public void Set(MemoryBlockReference reference, object? value, Action<MemoryBlock>? configure = null)
    {
        if (FindBlock(reference.Id) is { } block)
        {
            block.Value = value;
            configure?.Invoke(block);
        }
        else if (EnclosingOutput(reference.Id) is not null || WorkflowExecutionContext.Graph.HasOutput(reference.Id))
            SetWorkflowOutput(reference.Id, value);
    }

    /// <summary>Sets an output of the nearest workflow around that declares it: one used as an activity, or the run's.</summary>
    internal void SetWorkflowOutput(string name, object? value)
    {
        if (EnclosingOutput(name) is { } workflow)
            workflow.Set(workflow.ActivityNode.FindOutput(name), value, name);
        else
            WorkflowExecutionContext.Output[name] = value!;
    }

    /// <summary>The nearest workflow around that is used as an activity; null: there is only the run's.</summary>
    internal ActivityExecutionContext? EnclosingDefinition => FindParent(static context => context.Activity is WorkflowDefinitionActivity);

    private ActivityExecutionContext? EnclosingOutput(string? name) => FindParent(
        context => context.Activity is WorkflowDefinitionActivity nested && nested.Descriptor.Outputs.Any(output => output.Name == name));

    /// <summary>Writes an output: to what it is bound to, and to the register that expressions read.</summary>
    /// <param name="output">The output; null: it is bound to nothing.</param>
    /// <param name="value">The value.</param>
    /// <param name="outputName">Its name; the compiler gives the property that is written.</param>
    public void Set<T>(Output<T>? output, T? value, [CallerArgumentExpression(nameof(output))] string? outputName = null) => Set((Output?)output, value, outputName);

    /// <summary>Writes an output of any type.</summary>
    /// <param name="output">The output; null: it is bound to nothing.</param>
    /// <param name="value">The value.</param>
    /// <param name="outputName">Its name; the compiler gives the property that is written.</param>
    public void Set(Output? output, object? value, [CallerArgumentExpression(nameof(output))] string? outputName = null)
    {
        if (output?.Reference is { Id: not null } reference)
            Set(reference, output.Converter is { } converter ? Convert(value, converter) : value);

        WorkflowExecutionContext.Outputs.Write(this, output, outputName, value);
    }

    private object? Convert(object? value, OutputConverterConfiguration configuration)
    {
        var converter = GetServices<IOutputConverter>().FirstOrDefault(candidate => candidate.Id == configuration.Id)
            ?? throw new InvalidOperationException($"There is no output converter '{configuration.Id}'.");
        return converter.Convert(ValueConverter.Convert(value, converter.SourceType), configuration.Settings);
    }

    /// <summary>Writes the output <c>Result</c>.</summary>
    public void SetResult(object? value) => Set(ActivityNode.FindOutput("Result"), value, "Result");

    /// <summary>The value of the nearest variable of that name; null when there is none.</summary>
    public object? GetVariable(string name) => FindBlockByName(name)?.Value;

    /// <inheritdoc cref="GetVariable(string)"/>
    public T? GetVariable<T>(string name) => ValueConverter.To<T>(GetVariable(name));

    /// <summary>Sets the nearest variable of that name; creates it on the run when there is none.</summary>
    public void SetVariable(string name, object? value)
    {
        if (FindBlockByName(name) is { } block)
            block.Value = value;
        else
            WorkflowExecutionContext.RootContext.SetDynamicVariable(name, value);
    }

    /// <summary>Sets a variable of this execution, visible to its descendants, and declares it if needed.</summary>
    public void SetDynamicVariable<T>(string name, T? value) =>
        Declare(new Variable(name) { StorageDriverType = typeof(WorkflowInstanceStorageDriver) }, isDynamic: true).Value = value;

    /// <summary>An input of the run by name.</summary>
    /// <exception cref="KeyNotFoundException">The run has no such input.</exception>
    public T GetWorkflowInput<T>(string key) =>
        WorkflowInput.TryGetValue(key, out var value)
            ? ValueConverter.To<T>(value)!
            : throw new KeyNotFoundException($"The workflow has no input '{key}'.");

    /// <summary>Reads an input of the run by name.</summary>
    public bool TryGetWorkflowInput<T>(string key, out T value)
    {
        if (WorkflowInput.TryGetValue(key, out var found))
        {
            value = ValueConverter.To<T>(found)!;
            return true;
        }

        value = default!;
        return false;
    }

    /// <summary>Evaluates an input now, such as one that is not evaluated by itself.</summary>
    public async ValueTask<T?> EvaluateAsync<T>(Input<T> input, ExpressionEvaluatorOptions? options = null)
    {
        var compiled = ActivityNode.Inputs[input.Slot];
        var value = await InputEvaluator.EvaluateAsync(compiled, this, options);
        Store(compiled, value);
        return ValueConverter.To<T>(value);
    }

    /// <summary>Evaluates an expression that is no input, such as the condition of a case.</summary>
    /// <param name="expression">The expression.</param>
    /// <param name="name">What holds it; errors name it.</param>
    /// <param name="options">Extra arguments and functions.</param>
    /// <exception cref="InputEvaluationException">It failed.</exception>
    public async ValueTask<T?> EvaluateAsync<T>(Expression expression, string name, ExpressionEvaluatorOptions? options = null)
    {
        var handler = GetRequiredService<ExpressionRegistry>().HandlerOf(expression.Type);
        return ValueConverter.To<T>(await InputEvaluator.EvaluateAsync(handler, expression, typeof(T), name, this, options));
    }

    /// <summary>The items of an input that should be a list: a list, an asynchronous stream, or JSON text of a list; null is none.</summary>
    /// <exception cref="InvalidOperationException">While enumerating: the value is no list, or an item cannot become a <typeparamref name="T"/>.</exception>
    public IAsyncEnumerable<T> GetItemSource<T>(Input<object> input) => ItemSource.Of<T>(Get(input), CancellationToken);

    /// <summary>Whether the inputs were evaluated in this burst.</summary>
    internal bool HasEvaluatedInputs { get; set; }

    internal object? GetRaw(Input input)
    {
        for (var context = this; context is not null; context = context.ParentActivityExecutionContext)
        {
            var inputs = context.ActivityNode.Inputs;
            if ((uint)input.Slot < (uint)inputs.Length && ReferenceEquals(inputs[input.Slot].Input, input))
                return context.ValueOf(inputs[input.Slot]);
        }

        return null;
    }

    internal object? ValueOf(CompiledInput input) => input.IsConstant ? input.Constant : _inputValues?[input.Slot];

    internal void Store(CompiledInput input, object? value)
    {
        if (!input.IsConstant)
            (_inputValues ??= new object?[ActivityNode.Inputs.Length])[input.Slot] = value;
    }

    internal MemoryBlock Declare(Variable variable, bool isDynamic = false)
    {
        _blocks ??= new Dictionary<string, MemoryBlock>(StringComparer.Ordinal);
        if (!_blocks.TryGetValue(variable.Id, out var block))
            _blocks[variable.Id] = block = new MemoryBlock(variable, isDynamic);
        return block;
    }

    internal MemoryBlock? FindBlock(string? id)
    {
        if (id is null)
            return null;

        for (var context = this; context is not null; context = context.ParentActivityExecutionContext)
        {
            if (context._blocks is not null && context._blocks.TryGetValue(id, out var block))
                return block;
        }

        return null;
    }

    internal MemoryBlock? FindBlockByName(string name)
    {
        for (var context = this; context is not null; context = context.ParentActivityExecutionContext)
        {
            if (context._blocks is null)
                continue;

            foreach (var block in context._blocks.Values)
            {
                if (block.Variable.Name == name)
                    return block;
            }
        }

        return null;
    }

    internal void ForgetVariables() => _blocks = null;
}
