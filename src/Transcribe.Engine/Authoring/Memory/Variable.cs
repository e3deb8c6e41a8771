namespace Transcribe.Engine.Authoring;

/// <summary>A variable that a container declares. Its value lives in the run; this object holds the declaration.</summary>
public class Variable : MemoryBlockReference
{
    /// <summary>A variable without a name.</summary>
    public Variable()
    {
    }

    /// <summary>A variable whose id is its name.</summary>
    public Variable(string name, object? value = null, string? id = null)
        : base(id ?? name)
    {
        Name = name;
        Value = value;
    }

    /// <summary>The name that expressions use.</summary>
    public string Name { get; set; } = null!;

    /// <summary>The declared default.</summary>
    public object? Value { get; set; }

    /// <summary>Where the value is kept between bursts; null: nowhere, it starts again from its default.</summary>
    public Type? StorageDriverType { get; set; }

    /// <summary>The declared type; default <see cref="object"/>.</summary>
    public virtual Type GetVariableType() => DeclaredType ?? typeof(object);

    internal Type? DeclaredType { get; init; }

    /// <summary>Whether a driver of the host keeps the value.</summary>
    internal bool IsKeptElsewhere => StorageDriverType is { } driver && typeof(IStorageDriver).IsAssignableFrom(driver);

    /// <summary>Chooses where the value is kept between bursts.</summary>
    public Variable WithStorageDriver<TDriver>()
    {
        StorageDriverType = typeof(TDriver);
        return this;
    }
}

/// <summary>A <see cref="Variable"/> with a type.</summary>
/// <typeparam name="T">The type of the value.</typeparam>
public class Variable<T> : Variable
{
    /// <inheritdoc cref="Variable()"/>
    public Variable()
    {
    }

    /// <inheritdoc cref="Variable(string, object?, string?)"/>
    public Variable(string name, T value = default!, string? id = null)
        : base(name, value, id)
    {
    }

    /// <inheritdoc/>
    public override Type GetVariableType() => typeof(T);

    /// <inheritdoc cref="Variable.WithStorageDriver{TDriver}"/>
    public new Variable<T> WithStorageDriver<TDriver>()
    {
        StorageDriverType = typeof(TDriver);
        return this;
    }

    /// <summary>Sets the id.</summary>
    public Variable<T> WithId(string id)
    {
        Id = id;
        return this;
    }

    /// <summary>Sets the name.</summary>
    public Variable<T> WithName(string name)
    {
        Name = name;
        return this;
    }

    /// <summary>Sets the declared default.</summary>
    public Variable<T> WithValue(T value)
    {
        Value = value;
        return this;
    }

    /// <summary>The value in <paramref name="context"/>.</summary>
    public new T? Get(ActivityExecutionContext context) => context.Get<T>(this);

    /// <summary>The value in <paramref name="context"/>.</summary>
    public new T? Get(ExpressionExecutionContext context) => context.Get<T>(this);

    /// <summary>Writes the value in <paramref name="context"/>.</summary>
    public void Set(ActivityExecutionContext context, T? value) => context.Set(this, value);

    /// <summary>Writes the value in <paramref name="context"/>.</summary>
    public void Set(ExpressionExecutionContext context, T? value) => context.Set(this, value);
}
