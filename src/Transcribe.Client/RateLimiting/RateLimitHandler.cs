using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Transcribe.Client.Api;
using Transcribe.Client.Errors;
using Transcribe.Client.Http;
using Transcribe.Client.Telemetry;

namespace Transcribe.Client.RateLimiting;

/// <summary>Takes a turn of the key's limiter for every request to the API's host, and stops everybody when the server asks for it.</summary>
internal sealed class RateLimitHandler(
    string name,
    RateLimiterRegistry limiters,
    ITranscribeCredentials credentials,
    IOptionsMonitor<TranscribeClientOptions> monitor,
    TimeProvider clock,
    ILogger<RateLimitHandler> log) : DelegatingHandler
{
    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var options = monitor.Get(name);
        if (!ApiOrigin.Owns(options, request.RequestUri))
            return await base.SendAsync(request, cancellationToken);

        var key = await credentials.GetApiKeyAsync(name, cancellationToken);
        var limiter = limiters.For(key, options.RequestsPerMinute);
        var started = clock.GetTimestamp();
        using var turn = await QueueAsync(limiter, options.RateLimitQueueTimeout, cancellationToken);
        var waited = clock.GetElapsedTime(started);

        TranscribeTelemetry.RateLimitWait.Record(waited.TotalSeconds);
        if (request.Options.TryGetValue(CallOptions.Budget, out var budget))
            budget.Exclude(waited);

        try
        {
            var response = await base.SendAsync(request, cancellationToken);
            if (waited >= TimeSpan.FromSeconds(1))
                Log.Queued(log, name, waited, ApiErrorReader.RequestIdOf(response));

            return response;
        }
        // Only the key's own limit concerns the others: a full queue or a used-up allowance is about one kind of call.
        catch (TranscribeRateLimitException error) when (error.Code is null or Transience.RateLimited && error.RetryAfter is { } pause)
        {
            limiter.Pause(pause);
            Log.Paused(log, name, pause, error.RequestId);
            throw;
        }
    }

    private async Task<IDisposable> QueueAsync(KeyRateLimiter limiter, TimeSpan patience, CancellationToken cancellationToken)
    {
        if (limiter.PauseLeft is var pause && pause > patience)
            throw TooLong($"the API asked this key to pause for another {pause.TotalSeconds:0} s", pause);

        using var deadline = new CancellationTokenSource(patience, clock);
        using var linked = CancellationTokenSource.CreateLinkedTokenSource(deadline.Token, cancellationToken);
        try
        {
            return await limiter.AcquireAsync(linked.Token);
        }
        catch (OperationCanceledException) when (deadline.IsCancellationRequested && !cancellationToken.IsCancellationRequested)
        {
            throw TooLong($"{limiter.QueueLength} more requests wait for the same key", null);
        }
        catch (OperationCanceledException)
        {
            throw new OperationCanceledException(cancellationToken);
        }
    }

    private TranscribeQueueTimeoutException TooLong(string why, TimeSpan? retryAfter) =>
        new($"The request of the client '{name}' was not sent: its turn within the key's rate limit did not come in time ({why}). Send less, use another key, or raise RateLimitQueueTimeout.")
        {
            RetryAfter = retryAfter,
        };
}
