using System.Runtime.CompilerServices;
using Transcribe.Engine.Authoring;

namespace Transcribe.Engine.Activities;

/// <summary>Sets a variable.</summary>
[Activity("Elsa", "Primitives", "Sets a variable.", DisplayName = "Set Variable")]
public sealed class SetVariable([CallerFilePath] string? source = null, [CallerLineNumber] int? line = null) : CodeActivity(source, line), ILocalStep
{
    /// <summary>The variable, found by id.</summary>
    [Input(Description = "The variable.", UIHint = InputUIHints.VariablePicker, Order = 1)]
    public Variable Variable { get; set; } = null!;

    /// <summary>The value.</summary>
    [Input(Description = "The value.", Order = 2)]
    public Input<object?> Value { get; set; } = new((object?)null);

    /// <inheritdoc/>
    protected override void Execute(ActivityExecutionContext context)
    {
        if (Variable is null || context.FindBlock(Variable.Id) is not { } block)
            throw new InvalidOperationException($"Variable '{Variable?.Name ?? Variable?.Id ?? "(none chosen)"}' not found.");

        block.Value = context.Get(Value);
    }
}

/// <summary>Sets a variable of a type, for workflows written in code: the value becomes one of that type first.</summary>
/// <typeparam name="T">The type of the variable.</typeparam>
[Activity("Elsa", "Primitives", "Sets a variable.", DisplayName = "Set Variable")]
public class SetVariable<T>([CallerFilePath] string? source = null, [CallerLineNumber] int? line = null) : CodeActivity(source, line)
{
    /// <summary>Sets <paramref name="variable"/>.</summary>
    public SetVariable(Variable<T> variable, Input<T> value, [CallerFilePath] string? source = null, [CallerLineNumber] int? line = null)
        : this(source, line) => (Variable, Value) = (variable, value);

    /// <summary>The variable, found by id.</summary>
    [Input(Description = "The variable.", UIHint = InputUIHints.VariablePicker, Order = 1)]
    public Variable<T> Variable { get; set; } = null!;

    /// <summary>The value.</summary>
    [Input(Description = "The value.", Order = 2)]
    public Input<T> Value { get; set; } = new(default(T)!);

    /// <inheritdoc/>
    protected override void Execute(ActivityExecutionContext context)
    {
        if (Variable is null || context.FindBlock(Variable.Id) is not { } block)
            throw new InvalidOperationException($"Variable '{Variable?.Name ?? Variable?.Id ?? "(none chosen)"}' not found.");

        block.Value = context.Get(Value);
    }
}
