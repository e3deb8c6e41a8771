using Transcribe.Engine.Authoring;
using Transcribe.Engine.Execution;
using Transcribe.Engine.State;

namespace Transcribe.Engine.Runtime;

/// <summary>Which instances have to go on by themselves, and how.</summary>
internal static class Recovery
{
    /// <summary>Whether nobody but the engine will continue it: a burst was to run, or was stopped.</summary>
    public static bool IsUnfinished(WorkflowSubStatus subStatus) =>
        subStatus is WorkflowSubStatus.Pending or WorkflowSubStatus.Executing or WorkflowSubStatus.Interrupted;

    /// <summary>The burst that continues it; a pending one begins, it repeats nothing.</summary>
    public static BurstRequest RequestFor(WorkflowState state) => new() { IsRecovery = state.SubStatus != WorkflowSubStatus.Pending };
}
