namespace Transcribe.Sandbox.Jobs;

internal static class Waiting
{
    /// <summary>Waits for <paramref name="task"/> or the time, whichever is first; only the caller's cancellation throws.</summary>
    public static async Task WaitQuietlyAsync(this Task task, TimeSpan limit, TimeProvider clock, CancellationToken cancellationToken)
    {
        try
        {
            await task.WaitAsync(limit, clock, cancellationToken);
        }
        catch (TimeoutException)
        {
            // The caller looks at the row either way.
        }
    }
}
