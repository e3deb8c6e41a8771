namespace Transcribe.Engine.Authoring;

/// <summary>A constant as a memory reference.</summary>
public class Literal : MemoryBlockReference
{
    /// <summary>The literal null.</summary>
    public Literal()
    {
    }

    /// <summary>The literal <paramref name="value"/>.</summary>
    public Literal(object? value) => Value = value;

    /// <summary>The constant.</summary>
    public object? Value { get; set; }

    /// <summary>A literal of <paramref name="value"/>.</summary>
    public static Literal From<T>(T value) => new Literal<T>(value);
}

/// <summary>A constant of type <typeparamref name="T"/>.</summary>
/// <typeparam name="T">The type of the constant.</typeparam>
public class Literal<T> : Literal
{
    /// <summary>A literal without a value.</summary>
    public Literal()
    {
    }

    /// <summary>A literal.</summary>
    public Literal(T value)
        : base(value)
    {
    }
}

/// <summary>A constant that is written as JSON.</summary>
public class ObjectLiteral : MemoryBlockReference
{
    /// <summary>The JSON of <paramref name="value"/>: a text as it is, anything else as the value it is.</summary>
    public ObjectLiteral(object? value) => Value = value;

    /// <summary>The JSON text, or the value.</summary>
    public object? Value { get; }
}

/// <summary>A constant of type <typeparamref name="T"/> that is written as JSON.</summary>
/// <typeparam name="T">What the JSON becomes.</typeparam>
public class ObjectLiteral<T> : ObjectLiteral
{
    /// <summary>JSON text.</summary>
    public ObjectLiteral(string json)
        : base(json)
    {
    }

    /// <summary>A value.</summary>
    public ObjectLiteral(T value)
        : base(value)
    {
    }
}
