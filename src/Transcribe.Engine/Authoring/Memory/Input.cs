namespace Transcribe.Engine.Authoring;

/// <summary>An input of an activity: an expression whose value is computed before each execution.</summary>
public abstract class Input
{
    private readonly string? _id;
    private InputReference? _reference;

    private protected Input(Expression? expression, Type type, string? id = null)
    {
        Expression = expression;
        Type = type;
        _id = id;
    }

    /// <summary>How the value is computed; null: it has none.</summary>
    public Expression? Expression { get; set; }

    /// <summary>The type of the value.</summary>
    public Type Type { get; }

    /// <summary>The place where an execution keeps the computed value.</summary>
    public Func<MemoryBlockReference> MemoryBlockReference => () => _reference ??= new InputReference(this) { Id = _id! };

    /// <summary>Where the graph compiler put this input among its activity's; −1 before.</summary>
    internal int Slot { get; set; } = -1;
}

/// <summary>An input of type <typeparamref name="T"/>.</summary>
/// <typeparam name="T">The type of the value.</typeparam>
public class Input<T> : Input
{
    /// <summary>A constant.</summary>
    public Input(T literal, string? id = null)
        : base(Expression.LiteralExpression(literal), typeof(T), id)
    {
    }

    /// <summary>Any expression.</summary>
    public Input(Expression? expression)
        : base(expression, typeof(T))
    {
    }

    /// <summary>Any expression, its value kept under the id of a reference.</summary>
    public Input(Expression? expression, MemoryBlockReference reference)
        : base(expression, typeof(T), reference.Id)
    {
    }

    /// <summary>The value of a place in memory.</summary>
    public Input(MemoryBlockReference reference)
        : base(new Expression("Variable", reference), typeof(T))
    {
    }

    /// <summary>JSON.</summary>
    public Input(ObjectLiteral literal)
        : base(new Expression("Object", literal.Value), typeof(T))
    {
    }

    /// <summary>Asynchronous code; never serialised.</summary>
    public Input(Func<ValueTask<T>> expression, string? id = null)
        : base(Expression.DelegateExpression(expression), typeof(T), id)
    {
    }

    /// <summary>The value of a variable.</summary>
    public Input(Variable variable)
        : base(new Expression("Variable", variable), typeof(T))
    {
    }

    /// <summary>A constant as a reference.</summary>
    public Input(Literal literal)
        : base(Expression.LiteralExpression(literal.Value), typeof(T))
    {
    }

    /// <summary>Code; never serialised.</summary>
    public Input(Func<ExpressionExecutionContext, T> expression, string? id = null)
        : base(Expression.DelegateExpression(expression), typeof(T), id)
    {
    }

    /// <summary>Asynchronous code; never serialised.</summary>
    public Input(Func<ExpressionExecutionContext, ValueTask<T>> expression, string? id = null)
        : base(Expression.DelegateExpression(expression), typeof(T), id)
    {
    }

    /// <summary>Code; never serialised.</summary>
    public Input(Func<T> expression, string? id = null)
        : base(Expression.DelegateExpression(expression), typeof(T), id)
    {
    }
}

/// <summary>The place of an input's value: it lives with the execution of its activity, not among the variables.</summary>
internal sealed class InputReference(Input input) : MemoryBlockReference
{
    public Input Input { get; } = input;
}
