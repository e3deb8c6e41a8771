namespace Transcribe.Client.Resilience;

/// <summary>The time that one call may take altogether; queueing for the rate limit does not count.</summary>
internal sealed class TimeBudget(TimeProvider clock, TimeSpan total)
{
    private readonly long started = clock.GetTimestamp();
    private TimeSpan excluded;

    /// <summary>What is left; never negative.</summary>
    public TimeSpan Left
    {
        get
        {
            var left = total - (clock.GetElapsedTime(started) - excluded);
            return left > TimeSpan.Zero ? left : TimeSpan.Zero;
        }
    }

    public void Exclude(TimeSpan time) => excluded += time;
}
