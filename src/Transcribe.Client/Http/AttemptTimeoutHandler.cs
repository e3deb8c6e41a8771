using Microsoft.Extensions.Options;
using Transcribe.Client.Api;

namespace Transcribe.Client.Http;

/// <summary>Gives one attempt its time, and reads the answer within it and within the size that is allowed.</summary>
internal sealed class AttemptTimeoutHandler(string name, IOptionsMonitor<TranscribeClientOptions> monitor, TimeProvider clock) : DelegatingHandler
{
    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var options = monitor.Get(name);
        var limit = TimeOf(request, options);
        using var deadline = new CancellationTokenSource(limit, clock);
        using var linked = CancellationTokenSource.CreateLinkedTokenSource(deadline.Token, cancellationToken);
        HttpResponseMessage? response = null;

        try
        {
            response = await base.SendAsync(request, linked.Token);
            await response.Content.LoadIntoBufferAsync(options.MaxResponseBytes, linked.Token);
            return response;
        }
        catch (Exception error)
        {
            response?.Dispose();
            if (!deadline.IsCancellationRequested || cancellationToken.IsCancellationRequested || error is not (OperationCanceledException or HttpRequestException))
                throw;

            var host = ApiOrigin.Describe(request.RequestUri);
            throw new TranscribeConnectionException($"{host} did not answer within {limit.TotalSeconds:0.#} s.", host, error);
        }
    }

    private static TimeSpan TimeOf(HttpRequestMessage request, TranscribeClientOptions options)
    {
        request.Options.TryGetValue(CallOptions.ExtraTime, out var extra);
        if (extra == Timeout.InfiniteTimeSpan)
            return extra;

        var limit = options.AttemptTimeout + extra;
        return request.Options.TryGetValue(CallOptions.Budget, out var budget) && budget.Left + extra < limit ? budget.Left + extra : limit;
    }
}
