using Transcribe.Engine.Authoring;

namespace Transcribe.Engine.Execution;

/// <summary>The value of a variable in one execution.</summary>
internal sealed class MemoryBlock(Variable variable, bool isDynamic)
{
    public Variable Variable { get; } = variable;

    public bool IsDynamic { get; } = isDynamic;

    public object? Value { get; set; } = variable.Value;

    public bool IsPersistent => Variable.StorageDriverType == typeof(WorkflowInstanceStorageDriver);
}
