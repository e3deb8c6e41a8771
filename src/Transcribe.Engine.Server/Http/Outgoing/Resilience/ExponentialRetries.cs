using System.Net;
using Polly;
using Polly.Retry;

namespace Transcribe.Engine.Server.Http;

/// <summary>Repeats a call 8 times, after 1 s, 2 s, 4 s, …, when the other side was not there, too busy or too slow.</summary>
internal sealed class ExponentialRetries : IResilienceStrategy
{
    /// <summary>Its id.</summary>
    public const string Name = "http-default";

    private const int Attempts = 8;

    private static readonly HashSet<int> Passing =
    [
        (int)HttpStatusCode.RequestTimeout, (int)HttpStatusCode.Conflict, (int)HttpStatusCode.TooManyRequests, (int)HttpStatusCode.InternalServerError,
        (int)HttpStatusCode.BadGateway, (int)HttpStatusCode.ServiceUnavailable, (int)HttpStatusCode.GatewayTimeout,
    ];

    public string Id => Name;

    public string DisplayName => "Repeat up to 8 times, ever more slowly";

    public void Configure(ResiliencePipelineBuilder<OutgoingAnswer> pipeline) => pipeline.AddRetry(new RetryStrategyOptions<OutgoingAnswer>
    {
        MaxRetryAttempts = Attempts,
        BackoffType = DelayBackoffType.Exponential,
        Delay = TimeSpan.FromSeconds(1),
        ShouldHandle = attempt => new(attempt.Outcome.Exception is TimeoutException or HttpRequestException || (attempt.Outcome.Result is { } answer && Passing.Contains(answer.StatusCode))),
    });
}
