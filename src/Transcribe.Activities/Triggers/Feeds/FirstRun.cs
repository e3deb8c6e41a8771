namespace Transcribe.Activities.Triggers;

/// <summary>What becomes of the episodes that a feed has already when it is first looked at.</summary>
public enum FirstRun
{
    /// <summary>They start nothing.</summary>
    None,

    /// <summary>The newest one starts a run.</summary>
    Newest,

    /// <summary>Each starts a run, the oldest first.</summary>
    All,
}
