namespace Transcribe.Engine.Authoring;

/// <summary>What a receiver of a signal sees. Signals start at their sender and rise to the root.</summary>
public sealed class SignalContext
{
    internal SignalContext(ActivityExecutionContext receiver, ActivityExecutionContext sender, CancellationToken cancellationToken)
    {
        ReceiverActivityExecutionContext = receiver;
        SenderActivityExecutionContext = sender;
        CancellationToken = cancellationToken;
    }

    /// <summary>Who handles it now.</summary>
    public ActivityExecutionContext ReceiverActivityExecutionContext { get; }

    /// <summary>Who sent it.</summary>
    public ActivityExecutionContext SenderActivityExecutionContext { get; }

    /// <summary>Whether the sender hears itself.</summary>
    public bool IsSelf => ReferenceEquals(ReceiverActivityExecutionContext, SenderActivityExecutionContext);

    /// <summary>The burst's token.</summary>
    public CancellationToken CancellationToken { get; }

    internal bool IsStopped { get; private set; }

    /// <summary>Keeps the signal from rising further.</summary>
    public void StopPropagation() => IsStopped = true;
}

/// <summary>A child has completed.</summary>
/// <param name="Result">Its result; <see cref="Outcomes"/> when it named outcomes.</param>
public sealed record ActivityCompleted(object? Result);

/// <summary>An activity was cancelled.</summary>
public sealed record CancelSignal;

/// <summary>
/// An activity has faulted; its incident is recorded. Who handles it stops the signal, and the incident strategy is not asked: it may take
/// the fault back (<see cref="ActivityExecutionContext.RecoverFromFault"/>), schedule something else, or complete itself.
/// </summary>
/// <param name="FaultedContext">The execution.</param>
/// <param name="Exception">What it threw.</param>
public sealed record FaultSignal(ActivityExecutionContext FaultedContext, Exception Exception);

/// <summary>The nearest loop should end.</summary>
public sealed record BreakSignal;

/// <summary>The nearest composite should complete.</summary>
/// <param name="Value">Its result.</param>
public sealed record CompleteCompositeSignal(object? Value);

/// <summary>A flowchart should follow these outcomes of the sender, which goes on.</summary>
/// <param name="Outcomes">The outcomes.</param>
public sealed record ScheduleActivityOutcomes(string[] Outcomes);

/// <summary>The outcomes with which an activity completes; a flowchart follows the connections of these ports.</summary>
public sealed record Outcomes
{
    /// <summary>A plain completion: connections without a port and those of <c>Done</c>.</summary>
    public static readonly Outcomes Default = new(null, "Done");

    /// <summary>Nothing follows.</summary>
    public static readonly Outcomes Empty = new();

    /// <summary>The named outcomes.</summary>
    public Outcomes(params string?[] names) => Names = names;

    /// <summary>The names.</summary>
    public IReadOnlyList<string?> Names { get; }
}
