using Transcribe.Engine.Authoring;

namespace Transcribe.Engine.Expressions;

/// <summary>The expression types that definitions can use.</summary>
public sealed class ExpressionRegistry
{
    private readonly Dictionary<string, (ExpressionDescriptor Descriptor, Lazy<IExpressionHandler> Handler)> _types = new(StringComparer.Ordinal);

    /// <summary>A registry of what the providers declare; the last declaration of a name counts.</summary>
    public ExpressionRegistry(IEnumerable<IExpressionDescriptorProvider> providers, IServiceProvider services)
    {
        foreach (var descriptor in providers.SelectMany(provider => provider.GetDescriptors()))
            _types[descriptor.Type] = (descriptor, new Lazy<IExpressionHandler>(() => descriptor.HandlerFactory(services)));
    }

    /// <summary>All types, in the order in which they were declared.</summary>
    public IEnumerable<ExpressionDescriptor> Descriptors => _types.Values.Select(type => type.Descriptor);

    /// <summary>Whether a type is registered.</summary>
    public bool Contains(string type) => _types.ContainsKey(type);

    /// <summary>The handler of a type; for a type nobody registered, one that faults with its name.</summary>
    public IExpressionHandler HandlerOf(string type) => _types.TryGetValue(type, out var found) ? found.Handler.Value : new UnknownExpressionHandler(type);

    /// <summary>Upstream evaluates an unknown type to null, in silence; here it is an error that names it.</summary>
    private sealed class UnknownExpressionHandler(string type) : IExpressionHandler, IExpressionValidator
    {
        private readonly string _message = $"The expression type '{type}' is unknown. Is a package missing, or is it a typing error?";

        public ValueTask<object?> EvaluateAsync(Expression expression, Type returnType, ExpressionExecutionContext context, ExpressionEvaluatorOptions options) =>
            throw new InvalidOperationException(_message);

        public IEnumerable<string> Validate(Expression expression) => [_message];
    }
}
