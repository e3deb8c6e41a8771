namespace Transcribe.Engine.Runtime;

/// <summary>Knows where people look at runs; a host that has such a place registers its own.</summary>
public interface IRunLinker
{
    /// <summary>The address of a run; null: there is none.</summary>
    string? LinkTo(string workflowInstanceId);
}

/// <summary>Nowhere.</summary>
internal sealed class NoRunLinks : IRunLinker
{
    public string? LinkTo(string workflowInstanceId) => null;
}
