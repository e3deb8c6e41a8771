using Microsoft.Extensions.Logging;
using Transcribe.Client.Errors;
using Transcribe.Client.Telemetry;

namespace Transcribe.Client.Http;

/// <summary>Makes every failed attempt one of this client's exceptions, so that whoever decides about repeating it asks the exception.</summary>
internal sealed class ErrorHandler(string name, TimeProvider clock, ILogger<ErrorHandler> log) : DelegatingHandler
{
    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var started = clock.GetTimestamp();
        var host = ApiOrigin.Describe(request.RequestUri);
        HttpResponseMessage response;

        try
        {
            response = await base.SendAsync(request, cancellationToken);
        }
        catch (HttpRequestException error)
        {
            throw ConnectionErrors.Create(error, host);
        }
        // The handler's own time-out while connecting comes as a cancellation that nobody asked for.
        catch (OperationCanceledException error) when (!cancellationToken.IsCancellationRequested)
        {
            throw new TranscribeConnectionException($"{host} could not be connected to in time.", host, error) { NotSent = true };
        }

        var elapsed = clock.GetElapsedTime(started);
        TranscribeTelemetry.RequestDuration.Record(
            elapsed.TotalSeconds,
            new KeyValuePair<string, object?>("http.request.method", request.Method.Method),
            new KeyValuePair<string, object?>("http.response.status_code", (int)response.StatusCode));
        Log.Answered(
            log, name, request.Method.Method, request.RequestUri!.AbsolutePath, (int)response.StatusCode, elapsed.TotalMilliseconds, ApiErrorReader.RequestIdOf(response));

        if ((int)response.StatusCode < 400)
            return response;

        using (response)
            throw await ApiErrors.ReadAsync(response, name, clock.GetUtcNow(), cancellationToken);
    }
}
