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

    public static async ValueTask<object?> EvaluateAsync(CompiledInput input, ActivityExecutionContext context)
    {
        if (input.IsConstant)
            return input.Constant;

        try
        {
            var value = await input.Handler!.EvaluateAsync(input.Expression, input.Descriptor.Type, context.ExpressionExecutionContext, ExpressionEvaluatorOptions.Empty);
            return ValueConverter.Convert(value, input.Descriptor.Type);
        }
        catch (OperationCanceledException) when (context.CancellationToken.IsCancellationRequested)
        {
            throw;
        }
        catch (Exception exception)
        {
            throw new InputEvaluationException(input.Descriptor.Name, exception);
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
