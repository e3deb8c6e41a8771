namespace Transcribe.Engine.Activities;

/// <summary>What becomes of runs of a schedule that fell into a time when the server was down.</summary>
public enum MissedRunPolicy
{
    /// <summary>They are left out; the schedule goes on with its next run.</summary>
    Skip,

    /// <summary>One run makes up for all of them.</summary>
    RunOnce,

    /// <summary>Each of them is made up for, the oldest first.</summary>
    RunAll,
}
