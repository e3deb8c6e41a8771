using Transcribe.Engine.Authoring;

namespace Transcribe.Engine.Activities;

/// <summary>What the end of a child tells its parent: the input of the burst that it resumes.</summary>
internal static class ChildWorkflow
{
    /// <summary>The child's id.</summary>
    public const string InstanceId = "ChildInstanceId";

    /// <summary>How it ended, by name.</summary>
    public const string SubStatus = "ChildSubStatus";

    /// <summary>Its outputs.</summary>
    public const string Output = "ChildOutput";

    /// <summary>The property of a child that names the stimulus which its end sends to its parent.</summary>
    public const string ParentStimulus = "ParentStimulus";

    /// <summary>The property of a child that names the execution which started it.</summary>
    public const string ScheduledBy = "SchedulingActivityExecutionId";

    /// <summary>The outputs of the child whose end resumed the activity.</summary>
    public static IDictionary<string, object> OutputOf(ActivityExecutionContext context) =>
        context.TryGetWorkflowInput<IDictionary<string, object>>(Output, out var output) && output is not null
            ? output
            : new Dictionary<string, object>(StringComparer.Ordinal);
}
