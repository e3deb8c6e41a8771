namespace Transcribe.Engine.Authoring;

/// <summary>An input of an activity: an expression whose value is computed before each execution.</summary>
public abstract class Input
{
    private protected Input(Expression? expression, Type type)
    {
        Expression = expression;
        Type = type;
    }

    /// <summary>How the value is computed; null: it has none.</summary>
    public Expression? Expression { get; set; }

    /// <summary>The type of the value.</summary>
    public Type Type { get; }

    /// <summary>Where the graph compiler put this input among its activity's; −1 before.</summary>
    internal int Slot { get; set; } = -1;
}

/// <summary>An input of type <typeparamref name="T"/>.</summary>
/// <typeparam name="T">The type of the value.</typeparam>
public class Input<T> : Input
{
    /// <summary>A constant.</summary>
    public Input(T literal)
        : base(Expression.LiteralExpression(literal), typeof(T))
    {
    }

    /// <summary>Any expression.</summary>
    public Input(Expression? expression)
        : base(expression, typeof(T))
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
    public Input(Func<ValueTask<T>> expression)
        : this(async _ => await expression())
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
    public Input(Func<ExpressionExecutionContext, T> expression)
        : base(Expression.DelegateExpression(context => new ValueTask<object?>(expression(context))), typeof(T))
    {
    }

    /// <summary>Asynchronous code; never serialised.</summary>
    public Input(Func<ExpressionExecutionContext, ValueTask<T>> expression)
        : base(Expression.DelegateExpression(async context => await expression(context)), typeof(T))
    {
    }

    /// <summary>Code; never serialised.</summary>
    public Input(Func<T> expression)
        : this(_ => expression())
    {
    }
}

/// <summary>Where an output of an activity goes.</summary>
public class Output
{
    /// <summary>An output that only reaches the output register.</summary>
    public Output()
    {
    }

    /// <summary>An output bound to a variable or a workflow output.</summary>
    public Output(MemoryBlockReference? reference) => Reference = reference;

    /// <summary>The variable or workflow output that receives the value; null: none.</summary>
    public MemoryBlockReference? Reference { get; set; }

    /// <summary>What the value goes through on its way there; null: nothing.</summary>
    public OutputConverterConfiguration? Converter { get; set; }

    /// <summary>The reference, as upstream's authors call it.</summary>
    public MemoryBlockReference? MemoryBlockReference() => Reference;

    /// <summary>Where the graph compiler put this output among its activity's; −1 before.</summary>
    internal int Slot { get; set; } = -1;
}

/// <summary>A constant that is written as JSON.</summary>
public class ObjectLiteral : MemoryBlockReference
{
    /// <summary>The JSON of <paramref name="value"/>: a text as it is, anything else as the value it is.</summary>
    public ObjectLiteral(object? value) => Value = value;

    /// <summary>The JSON text, or the value.</summary>
    public object? Value { get; }
}

/// <summary>An output of type <typeparamref name="T"/>.</summary>
/// <typeparam name="T">The type of the value.</typeparam>
public class Output<T> : Output
{
    /// <inheritdoc/>
    public Output()
    {
    }

    /// <inheritdoc/>
    public Output(MemoryBlockReference? reference)
        : base(reference)
    {
    }
}
