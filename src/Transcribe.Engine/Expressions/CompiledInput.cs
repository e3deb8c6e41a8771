using Transcribe.Engine.Authoring;
using Transcribe.Engine.Definitions;
using Transcribe.Engine.Values;

namespace Transcribe.Engine.Expressions;

/// <summary>An input of one activity of a compiled graph: a constant, or an expression with its handler.</summary>
public sealed class CompiledInput
{
    private CompiledInput(InputDescriptor descriptor, Input? input, int slot)
    {
        Descriptor = descriptor;
        Input = input;
        Slot = slot;
    }

    internal InputDescriptor Descriptor { get; }

    internal Input? Input { get; }

    internal int Slot { get; }

    internal bool IsConstant { get; private init; }

    internal object? Constant { get; private init; }

    internal IExpressionHandler? Handler { get; private init; }

    internal static CompiledInput Compile(InputDescriptor descriptor, Input? input, int slot, ExpressionRegistry expressions)
    {
        if (input is not null)
            input.Slot = slot;

        var expression = input is null && descriptor.DefaultValue is { } defaultValue
            ? Expression.LiteralExpression(defaultValue)
            : input?.Expression;

        if (expression is null)
            return new CompiledInput(descriptor, input, slot) { IsConstant = true };

        // A constant is converted once; a mutable one is converted for each execution, so that no run sees another's changes.
        if (expression.Type == "Literal" && ValueConverter.IsImmutable(descriptor.Type))
        {
            var constant = ValueConverter.Convert(LiteralValue.Of(expression.Value), descriptor.Type);
            return new CompiledInput(descriptor, input, slot) { IsConstant = true, Constant = constant };
        }

        return new CompiledInput(descriptor, input, slot) { Handler = expressions.HandlerOf(expression.Type, descriptor.CanContainSecrets), DefaultExpression = input?.Expression is null ? expression : null };
    }

    /// <summary>Why a constant that is converted anew for each execution never can be; null: it can, or it is none.</summary>
    internal string? FindMisfit()
    {
        if (IsConstant || Expression.Type is not ("Literal" or "Object" or "Json"))
            return null;

        try
        {
            ValueConverter.Convert(LiteralValue.Of(Expression.Value), Descriptor.Type);
            return null;
        }
        catch (ValueConversionException exception)
        {
            return exception.Message;
        }
    }

    internal Expression Expression => DefaultExpression ?? Input!.Expression!;

    private Expression? DefaultExpression { get; init; }
}
