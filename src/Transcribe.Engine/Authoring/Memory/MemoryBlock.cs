namespace Transcribe.Engine.Authoring;

/// <summary>The value of a variable in one execution.</summary>
public sealed class MemoryBlock
{
    internal MemoryBlock(Variable variable, bool isDynamic)
    {
        Variable = variable;
        IsDynamic = isDynamic;
        Value = variable.Value;
    }

    /// <summary>The variable.</summary>
    public Variable Variable { get; }

    /// <summary>Whether the execution got it while it ran; false: its activity declares it.</summary>
    public bool IsDynamic { get; }

    /// <summary>The value.</summary>
    public object? Value { get; set; }

    internal bool IsPersistent => Variable.StorageDriverType == typeof(WorkflowInstanceStorageDriver);
}
