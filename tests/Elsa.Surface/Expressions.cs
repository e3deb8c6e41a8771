using Elsa.Expressions.Models;

namespace Elsa.Expressions.Models
{
    public class MemoryBlockReference
    {
        public string Id { get; set; } = default!;
    }

    public class Expression
    {
        public Expression(string type, object? value)
        {
        }

        public string Type { get; set; } = default!;

        public object? Value { get; set; }
    }

    public class ExpressionDescriptor
    {
        public string Type { get; init; } = default!;

        public string DisplayName { get; init; } = default!;

        public bool IsSerializable { get; set; } = true;

        public bool IsBrowsable { get; set; } = true;

        public IDictionary<string, object> Properties { get; set; } = default!;

        public Func<IServiceProvider, Contracts.IExpressionHandler> HandlerFactory { get; set; } = default!;

        public Func<MemoryBlockReference> MemoryBlockReferenceFactory { get; set; } = default!;
    }

    public class ExpressionExecutionContext
    {
        public IServiceProvider ServiceProvider { get; } = default!;

        public CancellationToken CancellationToken { get; }

        public T GetRequiredService<T>()
            where T : notnull => default!;
    }

    public class ExpressionEvaluatorOptions
    {
        public IDictionary<string, object> Arguments { get; set; } = default!;
    }
}

namespace Elsa.Expressions.Contracts
{
    public interface IExpressionHandler
    {
        ValueTask<object?> EvaluateAsync(Expression expression, Type returnType, ExpressionExecutionContext context, ExpressionEvaluatorOptions options);
    }

    public interface IExpressionDescriptorProvider
    {
        IEnumerable<ExpressionDescriptor> GetDescriptors();
    }
}
