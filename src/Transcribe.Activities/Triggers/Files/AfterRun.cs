namespace Transcribe.Activities.Triggers;

/// <summary>What becomes of a file when its run has ended.</summary>
public enum AfterRun
{
    /// <summary>It stays, and is remembered: it starts nothing again.</summary>
    Keep,

    /// <summary>It goes into another folder of the storage.</summary>
    Move,
}
