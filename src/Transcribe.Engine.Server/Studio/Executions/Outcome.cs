using Transcribe.Engine.Authoring;

namespace Transcribe.Engine.Server.Studio;

/// <summary>How executions stand for those who look on.</summary>
internal static class Outcome
{
    /// <summary>
    /// The status of an execution, or what became of it when its run ended first: nothing runs in a run that ended, and a designer that
    /// read otherwise would ask for news every second.
    /// </summary>
    public static ActivityStatus Of(ActivityStatus status, int faults, WorkflowSubStatus? run) => (status, run) switch
    {
        (ActivityStatus.Running or ActivityStatus.Pending, WorkflowSubStatus.Faulted) when faults > 0 => ActivityStatus.Faulted,
        (ActivityStatus.Running or ActivityStatus.Pending, WorkflowSubStatus.Faulted or WorkflowSubStatus.Cancelled or WorkflowSubStatus.Finished) => ActivityStatus.Canceled,
        _ => status,
    };
}
