using System.Net;
using Polly;
using Polly.Retry;

namespace Transcribe.Engine.Server.Http;

/// <summary>Repeats a call that an author allows to be repeated: 8 times, after 1 s, 2 s, 4 s, …, when the other side was not there or busy.</summary>
internal sealed class OutgoingRetries(TimeProvider clock)
{
    private const int Attempts = 8;

    private static readonly HashSet<int> Passing =
    [
        (int)HttpStatusCode.RequestTimeout, (int)HttpStatusCode.Conflict, (int)HttpStatusCode.TooManyRequests, (int)HttpStatusCode.InternalServerError,
        (int)HttpStatusCode.BadGateway, (int)HttpStatusCode.ServiceUnavailable, (int)HttpStatusCode.GatewayTimeout,
    ];

    private readonly ResiliencePipeline<OutgoingAnswer> _pipeline = new ResiliencePipelineBuilder<OutgoingAnswer> { TimeProvider = clock }
        .AddRetry(new RetryStrategyOptions<OutgoingAnswer>
        {
            MaxRetryAttempts = Attempts,
            BackoffType = DelayBackoffType.Exponential,
            Delay = TimeSpan.FromSeconds(1),
            ShouldHandle = attempt => new(attempt.Outcome.Exception is TimeoutException or HttpRequestException || (attempt.Outcome.Result is { } answer && Passing.Contains(answer.StatusCode))),
        })
        .Build();

    /// <summary>Makes the call until it is answered, or all attempts are used; then the last answer or error counts.</summary>
    public ValueTask<OutgoingAnswer> CallAsync(Func<CancellationToken, Task<OutgoingAnswer>> call, CancellationToken cancellationToken) =>
        _pipeline.ExecuteAsync(async token => await call(token), cancellationToken);
}
