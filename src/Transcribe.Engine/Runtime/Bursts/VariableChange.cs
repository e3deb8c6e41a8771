using Transcribe.Engine.Authoring;
using Transcribe.Engine.Values;

namespace Transcribe.Engine.Runtime;

/// <summary>Gives variables of a workflow other values from outside.</summary>
internal static class VariableChange
{
    public static void Apply(IReadOnlyDictionary<string, object?> values, WorkflowExecutionContext context)
    {
        var changed = values.Select(value => (Block: Find(value.Key, context), value.Value)).Select(change => (change.Block, Value: Fit(change.Block, change.Value))).ToList();
        foreach (var (block, value) in changed)
            block.Value = value;

        context.AddExecutionLogEntry("Variables changed", string.Join(", ", changed.Select(change => change.Block.Variable.Name)));
    }

    private static MemoryBlock Find(string id, WorkflowExecutionContext context) => context.RootContext.Blocks.FirstOrDefault(block => block.Variable.Id == id)
        ?? throw new VariableRefusedException($"The workflow has no variable with the id '{id}'.");

    private static object? Fit(MemoryBlock block, object? value)
    {
        try
        {
            return ValueConverter.Convert(value, block.Variable.GetVariableType());
        }
        catch (ValueConversionException exception)
        {
            throw new VariableRefusedException($"The variable '{block.Variable.Name}' cannot have this value: {exception.Message}", exception);
        }
    }
}
