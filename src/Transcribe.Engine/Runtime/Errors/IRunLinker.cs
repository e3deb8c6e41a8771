namespace Transcribe.Engine.Runtime;

/// <summary>Knows where people look at runs; a host that has such a place registers its own.</summary>
public interface IRunLinker
{
    /// <summary>The address of a run; null: there is none.</summary>
    string? LinkTo(string workflowInstanceId);

    /// <summary>A path of this server at which whoever has it sees where a run stands, and nothing else of it; null: there is none.</summary>
    string? StatusPathOf(string workflowInstanceId);
}

/// <summary>Nowhere.</summary>
internal sealed class NoRunLinks : IRunLinker
{
    public string? LinkTo(string workflowInstanceId) => null;

    public string? StatusPathOf(string workflowInstanceId) => null;
}
