namespace Transcribe.Engine.Runtime;

/// <summary>
/// Pauses what begins by itself: requests to workflows are refused, schedules are left out as they say (<c>missedRuns</c>), and delays,
/// dispatched starts, deliveries and retries wait. Bursts that run go on, and so does what people start by hand. A pause ends with the process.
/// </summary>
public interface IRuntimeControl
{
    /// <summary>Where it stands; null: it is not paused.</summary>
    RuntimePause? Pause { get; }

    /// <summary>How many bursts run now.</summary>
    int ActiveBursts { get; }

    /// <summary>What tells this process from the one before.</summary>
    string GenerationId { get; }

    /// <summary>Pauses; a pause that lasts stays as it is.</summary>
    /// <param name="reason">Why, for those who look on.</param>
    /// <param name="requestedBy">Who asks for it.</param>
    void Begin(string? reason, string? requestedBy);

    /// <summary>Ends the pause, if there is one.</summary>
    void End();
}

/// <summary>A pause.</summary>
/// <param name="PausedAt">Since when.</param>
/// <param name="Reason">Why.</param>
/// <param name="RequestedBy">Who asked for it.</param>
public sealed record RuntimePause(DateTimeOffset PausedAt, string? Reason, string? RequestedBy);
