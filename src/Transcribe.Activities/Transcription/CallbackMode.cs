namespace Transcribe.Activities.Transcription;

/// <summary>Whether the vendor is asked to call back when a job ends.</summary>
public enum CallbackMode
{
    /// <summary>A callback where this server has a public address; the watcher's sweeps otherwise.</summary>
    Auto,

    /// <summary>No callback; the watcher's sweeps find the end.</summary>
    None,
}
