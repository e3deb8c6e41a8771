namespace Transcribe.Engine.Authoring;

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

    /// <summary>Goes where <paramref name="reference"/> says.</summary>
    public Output(Func<MemoryBlockReference> reference)
        : base(reference())
    {
    }
}
