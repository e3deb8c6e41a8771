using System.Text.Json;
using Transcribe.Engine.Authoring;

namespace Transcribe.Engine.Expressions;

/// <summary>Values of the run: a variable by id (<c>Variable</c>), an input of the workflow by name (<c>Input</c>).</summary>
internal sealed class MemoryExpressions : IExpressionDescriptorProvider
{
    public IEnumerable<ExpressionDescriptor> GetDescriptors()
    {
        yield return new ExpressionDescriptor { Type = "Variable", HandlerFactory = _ => new VariableHandler() };
        yield return new ExpressionDescriptor { Type = "Input", HandlerFactory = _ => new InputHandler() };
    }

    /// <summary>The id of the variable that an expression reads; null: it reads none.</summary>
    public static string? VariableOf(Expression expression) => expression.Type == "Variable" ? IdOf(expression) : null;

    private static string? IdOf(Expression expression) => expression.Value is MemoryBlockReference reference ? reference.Id : Member(expression.Value, "id");

    private static string? Member(object? value, string name) => value switch
    {
        JsonElement { ValueKind: JsonValueKind.Object } element when element.TryGetProperty(name, out var member) => member.GetString(),
        JsonElement { ValueKind: JsonValueKind.String } element => element.GetString(),
        string text => text,
        _ => null,
    };

    private sealed class VariableHandler : IExpressionHandler
    {
        public ValueTask<object?> EvaluateAsync(Expression expression, Type returnType, ExpressionExecutionContext context, ExpressionEvaluatorOptions options)
        {
            var id = IdOf(expression);
            return new(id is null ? null : context.Get(new MemoryBlockReference(id)));
        }
    }

    private sealed class InputHandler : IExpressionHandler
    {
        public ValueTask<object?> EvaluateAsync(Expression expression, Type returnType, ExpressionExecutionContext context, ExpressionEvaluatorOptions options) =>
            new(Member(expression.Value, "name") is { } name ? context.GetInput(name) : null);
    }
}
