namespace Transcribe.Engine.Authoring;

/// <summary>
/// Says of exceptions that cannot say it themselves (<see cref="ITransientFault"/>), such as those of a library, whether they pass. Hosts
/// register their own beside the engine's, which knows those of .NET: no connection, time-outs, and HTTP answers 408, 429 and 5xx pass.
/// </summary>
public interface IFaultClassifier
{
    /// <summary>Whether an exception passes; null: that is for others to say. Inner exceptions are asked about after it.</summary>
    FaultClass? Classify(Exception exception);
}

/// <summary>What is known of a fault.</summary>
/// <param name="IsTransient">Whether the same work may succeed later.</param>
/// <param name="RetryAfter">How long the other side asked to wait; null: it did not say.</param>
public readonly record struct FaultClass(bool IsTransient, TimeSpan? RetryAfter = null);
