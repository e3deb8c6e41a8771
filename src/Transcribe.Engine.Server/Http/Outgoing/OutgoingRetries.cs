using System.Globalization;
using System.Net;
using Polly;
using Polly.Retry;

namespace Transcribe.Engine.Server.Http;

/// <summary>Repeats a call that an author allows to be repeated: 8 times, after 1 s, 2 s, 4 s, …, when the other side was not there or busy.</summary>
internal sealed class OutgoingRetries(TimeProvider clock)
{
    private const int Attempts = 8;

    private static readonly ResiliencePropertyKey<Action<OutgoingRetry>> Told = new(nameof(Told));

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
            OnRetry = Tell,
        })
        .Build();

    /// <summary>Makes the call until it is answered, or all attempts are used; then the last answer or error counts.</summary>
    /// <param name="call">The call.</param>
    /// <param name="tell">Hears of each attempt that will be repeated.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public async Task<OutgoingAnswer> CallAsync(Func<CancellationToken, Task<OutgoingAnswer>> call, Action<OutgoingRetry> tell, CancellationToken cancellationToken)
    {
        var context = ResilienceContextPool.Shared.Get(cancellationToken);
        try
        {
            context.Properties.Set(Told, tell);
            return await _pipeline.ExecuteAsync(async attempt => await call(attempt.CancellationToken), context);
        }
        finally
        {
            ResilienceContextPool.Shared.Return(context);
        }
    }

    private static ValueTask Tell(OnRetryArguments<OutgoingAnswer> attempt)
    {
        if (attempt.Context.Properties.TryGetValue(Told, out var tell))
            tell(new OutgoingRetry(attempt.AttemptNumber + 1, attempt.RetryDelay, ReasonOf(attempt.Outcome)));
        return default;
    }

    private static string ReasonOf(Outcome<OutgoingAnswer> outcome) =>
        outcome.Exception?.Message ?? string.Create(CultureInfo.InvariantCulture, $"The answer was {outcome.Result?.StatusCode}.");
}

/// <summary>An attempt that failed and is repeated.</summary>
/// <param name="Number">Its number, from 1.</param>
/// <param name="Delay">How long after it the next one is made.</param>
/// <param name="Reason">Why it failed.</param>
internal sealed record OutgoingRetry(int Number, TimeSpan Delay, string Reason);
