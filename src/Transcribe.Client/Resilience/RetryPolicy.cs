using Polly;
using Polly.Retry;

namespace Transcribe.Client.Resilience;

/// <summary>When something failed is done again: only what passes by itself, only what may be repeated, and as the server asks.</summary>
internal static class RetryPolicy
{
    /// <param name="options">Attempts and pauses.</param>
    /// <param name="clock">Measures the pauses.</param>
    /// <param name="mayRepeat">Whether doing it again is harmless after that error, and worth its pause.</param>
    /// <param name="onRetry">Told the number of the attempt that failed (from 1), the pause, and the error.</param>
    public static ResiliencePipeline Create(
        TranscribeClientOptions options,
        TimeProvider clock,
        Func<TranscribeException, bool> mayRepeat,
        Action<int, TimeSpan, TranscribeException> onRetry)
    {
        if (options.MaxAttempts == 1)
            return ResiliencePipeline.Empty;

        return new ResiliencePipelineBuilder { TimeProvider = clock }.AddRetry(new RetryStrategyOptions
        {
            MaxRetryAttempts = options.MaxAttempts - 1,
            BackoffType = DelayBackoffType.Exponential,
            UseJitter = true,
            Delay = options.RetryDelay,
            MaxDelay = options.MaxRetryDelay,
            ShouldHandle = x => ValueTask.FromResult(x.Outcome.Exception is TranscribeException { IsTransient: true } error && mayRepeat(error)),
            DelayGenerator = x => ValueTask.FromResult((x.Outcome.Exception as TranscribeException)?.RetryAfter),
            OnRetry = x =>
            {
                onRetry(x.AttemptNumber + 1, x.RetryDelay, (TranscribeException)x.Outcome.Exception!);
                return ValueTask.CompletedTask;
            },
        }).Build();
    }
}
