namespace Transcribe.Engine.Authoring;

/// <summary>A name for a place in an instance's memory; the value itself is found through the execution context.</summary>
public class MemoryBlockReference
{
    /// <summary>A reference without id; it gets one when it is first needed.</summary>
    public MemoryBlockReference()
    {
    }

    /// <summary>A reference by id.</summary>
    public MemoryBlockReference(string id) => Id = id;

    /// <summary>The id: of a variable, a workflow output or an anonymous place.</summary>
    public string Id { get; set; } = null!;

    /// <summary>The value in <paramref name="context"/>; null when the place is unknown.</summary>
    public object? Get(ActivityExecutionContext context) => context.Get(this);

    /// <inheritdoc cref="Get(ActivityExecutionContext)"/>
    public T? Get<T>(ActivityExecutionContext context) => context.Get<T>(this);

    /// <inheritdoc cref="Get(ActivityExecutionContext)"/>
    public object? Get(ExpressionExecutionContext context) => context.Get(this);

    /// <inheritdoc cref="Get(ActivityExecutionContext)"/>
    public T? Get<T>(ExpressionExecutionContext context) => context.Get<T>(this);

    /// <summary>Writes the value in <paramref name="context"/>.</summary>
    public void Set(ActivityExecutionContext context, object? value) => context.Set(this, value);

    /// <summary>Writes the value in <paramref name="context"/>.</summary>
    public void Set(ExpressionExecutionContext context, object? value) => context.Set(this, value);
}
