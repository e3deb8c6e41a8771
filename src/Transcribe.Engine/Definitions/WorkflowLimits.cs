namespace Transcribe.Engine.Definitions;

/// <summary>How far a workflow may go. A definition sets its own in <c>customProperties.limits</c>; what it leaves open is the host's.</summary>
public sealed record WorkflowLimits
{
    /// <summary>The member of a definition's custom properties.</summary>
    internal const string Member = "limits";

    /// <summary>How many instances may run or wait at the same time; a further start is refused. Null, the default: any number.</summary>
    public int? RunningInstances { get; init; }

    /// <summary>How long an instance may take from its creation, waits included; then it ends as faulted. Null, the default: for ever.</summary>
    public TimeSpan? Duration { get; init; }

    /// <summary>How many activities may execute in one burst, from a start or stimulus to the next wait; then the instance ends as faulted. Null: any number.</summary>
    public int? Steps { get; init; }

    /// <summary>What a host has unless it says otherwise: 100,000 steps, nothing else.</summary>
    public static WorkflowLimits Default { get; } = new() { Steps = 100_000 };

    /// <summary>These limits, and the host's where there is none.</summary>
    internal WorkflowLimits Or(WorkflowLimits host) => new()
    {
        RunningInstances = RunningInstances ?? host.RunningInstances, Duration = Duration ?? host.Duration, Steps = Steps ?? host.Steps,
    };

    /// <summary>What is wrong with them.</summary>
    internal IEnumerable<string> Problems()
    {
        if (RunningInstances < 1)
            yield return "runningInstances must be at least 1.";
        if (Duration <= TimeSpan.Zero)
            yield return "duration must be more than zero.";
        if (Steps < 1)
            yield return "steps must be at least 1.";
    }
}
