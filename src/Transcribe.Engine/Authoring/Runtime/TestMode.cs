namespace Transcribe.Engine.Authoring;

/// <summary>Whether pinned samples answer the steps of a run.</summary>
public enum TestMode
{
    /// <summary>No: every step executes.</summary>
    None,

    /// <summary>Steps that have a sample are answered with it, but for the trigger: it takes what came.</summary>
    Steps,

    /// <summary>All that have a sample are, also the trigger.</summary>
    All,
}
