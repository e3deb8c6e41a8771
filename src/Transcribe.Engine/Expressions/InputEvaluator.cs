using Transcribe.Engine.Authoring;
using Transcribe.Engine.Values;

namespace Transcribe.Engine.Expressions;

/// <summary>Computes the inputs of an execution.</summary>
internal static class InputEvaluator
{
    /// <summary>Evaluates what an earlier burst evaluated for the activities around this one: only state survives a suspension.</summary>
    public static ValueTask EvaluateAncestorsAsync(ActivityExecutionContext? parent) =>
        parent is null || parent.HasEvaluatedInputs ? ValueTask.CompletedTask : EvaluateFromTheTopAsync(parent);

    public static ValueTask EvaluateAllAsync(ActivityExecutionContext context)
    {
        context.HasEvaluatedInputs = true;
        return context.ActivityNode.NeedsEvaluation ? EvaluateInputsAsync(context) : ValueTask.CompletedTask;
    }

    private static async ValueTask EvaluateFromTheTopAsync(ActivityExecutionContext context)
    {
        await EvaluateAncestorsAsync(context.ParentActivityExecutionContext);
        await EvaluateAllAsync(context);
    }

    private static async ValueTask EvaluateInputsAsync(ActivityExecutionContext context)
    {
        foreach (var input in context.ActivityNode.Inputs)
        {
            if (input.IsConstant || !input.Descriptor.AutoEvaluate)
                continue;

            context.Store(input, await EvaluateAsync(input, context));
        }
    }

    public static ValueTask<object?> EvaluateAsync(CompiledInput input, ActivityExecutionContext context, ExpressionEvaluatorOptions? options = null) =>
        input.IsConstant
            ? new(input.Constant)
            : EvaluateAsync(input.Handler!, input.Expression, input.Descriptor.Type, input.Descriptor.Name, context, options);

    /// <summary>Evaluates an expression; <paramref name="name"/> is the input that people know it by.</summary>
    public static async ValueTask<object?> EvaluateAsync(
        IExpressionHandler handler, Expression expression, Type type, string name, ActivityExecutionContext context, ExpressionEvaluatorOptions? options)
    {
        try
        {
            return ValueConverter.Convert(await handler.EvaluateAsync(expression, type, context.ExpressionExecutionContext, options ?? ExpressionEvaluatorOptions.Empty), type);
        }
        catch (OperationCanceledException) when (context.CancellationToken.IsCancellationRequested)
        {
            throw;
        }
        catch (Exception exception)
        {
            throw new InputEvaluationException(name, exception);
        }
    }
}

/// <summary>An input could not be computed.</summary>
public sealed class InputEvaluationException(string inputName, Exception innerException)
    : Exception($"Failed to evaluate activity input '{inputName}': {innerException.Message}", innerException)
{
    /// <summary>The input.</summary>
    public string InputName { get; } = inputName;
}
