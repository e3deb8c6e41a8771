using System.Diagnostics;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Transcribe.Client.Api;
using Transcribe.Client.Errors;
using Transcribe.Client.Telemetry;

namespace Transcribe.Client.Resilience;

/// <summary>
/// Sends a request again when that is right by its meaning: reads, and writes with an idempotency key, after network faults, 408, 429, 5xx and a
/// key that is still in flight; other writes only when the request provably did not leave.
/// </summary>
internal sealed class RetryHandler(
    string name,
    IOptionsMonitor<TranscribeClientOptions> monitor,
    TimeProvider clock,
    ILogger<RetryHandler> log) : DelegatingHandler
{
    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var options = monitor.Get(name);
        var budget = new TimeBudget(clock, options.TotalTimeout);
        request.Options.Set(CallOptions.Budget, budget);
        using var activity = TranscribeTelemetry.Source.StartActivity($"transcribe {request.Method}", ActivityKind.Client);
        activity?.SetTag("http.request.method", request.Method.Method).SetTag("server.address", request.RequestUri!.Host);

        TranscribeException? last = null;
        var pipeline = RetryPolicy.Create(options, clock, error => MayRepeat(request, error) && (error.RetryAfter ?? TimeSpan.Zero) < budget.Left, (attempt, delay, error) =>
        {
            last = error;
            TranscribeTelemetry.Retries.Add(1);
            Log.Retrying(log, name, request.Method.Method, request.RequestUri!.AbsolutePath, attempt, delay, error.Message, RequestIdOf(error));
        });

        try
        {
            var response = await pipeline.ExecuteAsync(
                async token => last is not null && budget.Left == TimeSpan.Zero ? throw last : await base.SendAsync(request, token), cancellationToken);
            activity?.SetTag("transcribe.request_id", ApiErrorReader.RequestIdOf(response));
            return response;
        }
        catch (TranscribeException error)
        {
            activity?.SetStatus(ActivityStatusCode.Error, error.GetType().Name).SetTag("transcribe.request_id", RequestIdOf(error));
            throw;
        }
    }

    private static bool MayRepeat(HttpRequestMessage request, TranscribeException error)
    {
        // It queued as long as it may; queueing once more would only be a longer queue.
        if (error is TranscribeQueueTimeoutException)
            return false;

        if (error is TranscribeConnectionException { NotSent: true })
            return true;

        var keyed = request.Method == HttpMethod.Post && request.Headers.Contains(ApiHeaders.IdempotencyKey);
        if (error is TranscribeConflictException conflict)
            return keyed && Transience.IsKeyInFlight(conflict);

        return keyed || request.Method == HttpMethod.Get || request.Method == HttpMethod.Head;
    }

    private static string? RequestIdOf(TranscribeException error) => (error as TranscribeApiException)?.RequestId;
}
