namespace Transcribe.Engine.Authoring;

/// <summary>How an activity runs and how the designer shows it.</summary>
public enum ActivityKind
{
    /// <summary>Quick work, always in the burst.</summary>
    Action,

    /// <summary>Can start a workflow.</summary>
    Trigger,

    /// <summary>Always in the background.</summary>
    Job,

    /// <summary>Work with effects outside; the state is committed before it, so that a repetition knows what it repeats.</summary>
    Task,
}

/// <summary>Where one execution of an activity stands.</summary>
public enum ActivityStatus
{
    /// <summary>Scheduled, or its precondition does not hold.</summary>
    Pending,

    /// <summary>Executing or waiting.</summary>
    Running,

    /// <summary>Done.</summary>
    Completed,

    /// <summary>Given up by its parent or an operator.</summary>
    Canceled,

    /// <summary>Ended by an error; an incident says which.</summary>
    Faulted,
}

/// <summary>Whether an instance still has something to do.</summary>
public enum WorkflowStatus
{
    /// <summary>It runs or waits.</summary>
    Running,

    /// <summary>It never runs again.</summary>
    Finished,
}

/// <summary>Where an instance stands exactly.</summary>
public enum WorkflowSubStatus
{
    /// <summary>Created, not started.</summary>
    Pending,

    /// <summary>A burst is under way, or was when the process ended.</summary>
    Executing,

    /// <summary>It waits for a bookmark.</summary>
    Suspended,

    /// <summary>Ended well, perhaps with incidents.</summary>
    Finished,

    /// <summary>Ended by an operator or a parent.</summary>
    Cancelled,

    /// <summary>Ended by an error.</summary>
    Faulted,

    /// <summary>Stopped in the middle of a burst by a shutdown; it goes on at the next start.</summary>
    Interrupted,
}
