namespace Transcribe.Engine.Authoring;

/// <summary>
/// An exception that says itself whether the same work may succeed later without anybody changing anything. What an activity throws decides
/// by it whether a run with a retry policy (<c>customProperties.retry</c>) is tried again.
/// </summary>
public interface ITransientFault
{
    /// <summary>Whether it passes by itself.</summary>
    bool IsTransient { get; }

    /// <summary>How long the other side asked to wait; null, the default: it did not say.</summary>
    TimeSpan? RetryAfter => null;
}
