namespace Transcribe.Activities.Transcription.Submitting;

/// <summary>How long a job waits for a place in a full queue: it is submitted again later and later, until its time is up.</summary>
internal static class QueueWait
{
    private const string UntilKey = "QueueWaitUntil";
    private const string TriesKey = "QueueWaitTries";
    private const int MaxDoublings = 10;

    private static readonly TimeSpan FirstGap = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan LongestGap = TimeSpan.FromMinutes(5);

    /// <summary>How long to wait before the next try; null: the time is up.</summary>
    /// <param name="context">The submission.</param>
    /// <param name="timeout">How long it waits in all. Settled at the first wait: inputs are evaluated anew after each.</param>
    /// <param name="asked">How long the API wants to be left alone; null: it does not say.</param>
    public static TimeSpan? Next(ActivityExecutionContext context, TimeSpan timeout, TimeSpan? asked)
    {
        var now = context.GetRequiredService<TimeProvider>().GetUtcNow();
        var until = context.GetProperty<DateTimeOffset?>(UntilKey) ?? now + timeout;
        if (now >= until)
            return null;

        var tries = context.GetProperty<int>(TriesKey);
        context.SetProperty(UntilKey, until);
        context.SetProperty(TriesKey, tries + 1);
        return GapOf(tries, asked, until - now);
    }

    // The last try is when the time is up, however long the API wants to be left alone.
    private static TimeSpan GapOf(int tries, TimeSpan? asked, TimeSpan left)
    {
        var planned = FirstGap * (1 << Math.Min(tries, MaxDoublings));
        var gap = planned < LongestGap ? planned : LongestGap;
        gap = asked > gap ? asked.Value : gap;
        return gap < left ? gap : left;
    }
}
