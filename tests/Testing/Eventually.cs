using Xunit;

namespace Transcribe.Testing;

/// <summary>The one way in which a test waits for something that happens on another thread or in another process.</summary>
public static class Eventually
{
    /// <summary>How long a condition may take before the test fails; generous, because these machines are shared.</summary>
    public static readonly TimeSpan DefaultPatience = TimeSpan.FromSeconds(30);

    // Most of what tests wait for has happened by the next look; what takes longer is looked at less often.
    private static readonly TimeSpan FirstPause = TimeSpan.FromMilliseconds(1);
    private static readonly TimeSpan LongestPause = TimeSpan.FromMilliseconds(20);

    /// <summary>Waits until <paramref name="condition"/> holds; fails with <paramref name="what"/> when it never does.</summary>
    public static async Task HoldsAsync(Func<Task<bool>> condition, string what, TimeSpan? patience = null)
    {
        var found = await GetAsync<object>(async () => await condition() ? new object() : null, what, patience);
        _ = found;
    }

    /// <inheritdoc cref="HoldsAsync(Func{Task{bool}}, string, TimeSpan?)"/>
    public static Task HoldsAsync(Func<bool> condition, string what, TimeSpan? patience = null) =>
        HoldsAsync(() => Task.FromResult(condition()), what, patience);

    /// <summary>Waits until <paramref name="probe"/> answers something, and returns it; fails with <paramref name="what"/> when it never does.</summary>
    public static async Task<T> GetAsync<T>(Func<Task<T?>> probe, string what, TimeSpan? patience = null)
        where T : class
    {
        var clock = TimeProvider.System;
        var started = clock.GetTimestamp();
        var limit = patience ?? DefaultPatience;
        var pause = FirstPause;
        var token = TestContext.Current.CancellationToken;

        while (true)
        {
            if (await probe() is { } found)
                return found;

            if (clock.GetElapsedTime(started) > limit)
                throw new TimeoutException($"Waited {limit.TotalSeconds:0} s in vain: {what}");

            await Task.Delay(pause, clock, token);
            pause = pause * 2 < LongestPause ? pause * 2 : LongestPause;
        }
    }
}
