using Transcribe.Engine.Authoring;
using Transcribe.Engine.Values;

namespace Transcribe.Engine.Expressions;

/// <summary>Computes the inputs of an execution.</summary>
internal static class InputEvaluator
{
    public static async ValueTask EvaluateAllAsync(ActivityExecutionContext context)
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
