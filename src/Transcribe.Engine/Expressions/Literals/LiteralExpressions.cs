using Transcribe.Engine.Authoring;
using Transcribe.Engine.Values;

namespace Transcribe.Engine.Expressions;

/// <summary>Constants: as they are (<c>Literal</c>), or as JSON text (<c>Object</c>, and its old twin <c>Json</c>).</summary>
internal sealed class LiteralExpressions : IExpressionDescriptorProvider
{
    public IEnumerable<ExpressionDescriptor> GetDescriptors()
    {
        yield return new ExpressionDescriptor { Type = "Literal", IsBrowsable = false, HandlerFactory = _ => new LiteralHandler() };
        yield return Json("Object", isBrowsable: false);
        yield return Json("Json", isBrowsable: true);
        yield return new ExpressionDescriptor { Type = "Delegate", IsSerializable = false, IsBrowsable = false, HandlerFactory = _ => new DelegateHandler() };
    }

    private static ExpressionDescriptor Json(string type, bool isBrowsable) => new()
    {
        Type = type,
        IsBrowsable = isBrowsable,
        Properties = new Dictionary<string, object>(StringComparer.Ordinal) { ["MonacoLanguage"] = "json" },
        HandlerFactory = _ => new ObjectHandler(),
    };

    private sealed class LiteralHandler : IExpressionHandler
    {
        public ValueTask<object?> EvaluateAsync(Expression expression, Type returnType, ExpressionExecutionContext context, ExpressionEvaluatorOptions options) =>
            new(LiteralValue.Of(expression.Value));
    }

    private sealed class ObjectHandler : IExpressionHandler
    {
        public ValueTask<object?> EvaluateAsync(Expression expression, Type returnType, ExpressionExecutionContext context, ExpressionEvaluatorOptions options)
        {
            var value = LiteralValue.Of(expression.Value);
            if (value is string text && returnType == typeof(object))
                value = JsonValues.TryParse(text, out var parsed) ? parsed : text;

            return new(value);
        }
    }

    private sealed class DelegateHandler : IExpressionHandler
    {
        public ValueTask<object?> EvaluateAsync(Expression expression, Type returnType, ExpressionExecutionContext context, ExpressionEvaluatorOptions options) =>
            ((Func<ExpressionExecutionContext, ValueTask<object?>>)expression.Value!)(context);
    }
}
