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

    /// <summary>The handler of a type; one that faults and says why, for a type nobody registered and for a secret where it would be kept.</summary>
    /// <param name="type">The type.</param>
    /// <param name="canContainSecrets">Whether the value is kept out of state and journal.</param>
    public IExpressionHandler HandlerOf(string type, bool canContainSecrets = false)
    {
        // Upstream evaluates an unknown type to null, in silence; here it is an error that names it.
        if (!_types.TryGetValue(type, out var found))
            return new RefusingHandler($"The expression type '{type}' is unknown. Is a package missing, or is it a typing error?");

        return found.Descriptor.YieldsSecrets && !canContainSecrets
            ? new RefusingHandler($"A {type} cannot be used here, because this value is kept with the run. Use it in an input that can contain secrets, such as Authorization.")
            : found.Handler.Value;
    }

    /// <summary>Says at publishing, and at a run, why there is nothing to evaluate.</summary>
    private sealed class RefusingHandler(string message) : IExpressionHandler, IExpressionValidator
    {
        public ValueTask<object?> EvaluateAsync(Expression expression, Type returnType, ExpressionExecutionContext context, ExpressionEvaluatorOptions options) =>
            throw new InvalidOperationException(message);

        public IEnumerable<string> Validate(Expression expression) => [message];
    }
}
