using System.Globalization;
using Polly;
using Polly.Retry;
using Polly.Telemetry;

namespace Transcribe.Engine.Server.Http;

/// <summary>An attempt that failed and is repeated.</summary>
/// <param name="Number">Its number, from 1.</param>
/// <param name="Delay">How long after it the next one is made.</param>
/// <param name="Reason">Why it failed.</param>
internal sealed record OutgoingRetry(int Number, TimeSpan Delay, string Reason);

/// <summary>Hears of every attempt that is repeated, whoever wrote the strategy, and tells whoever made the call.</summary>
internal sealed class RetryListener : TelemetryListener
{
    /// <summary>Whom to tell, in the context of a call.</summary>
    public static readonly ResiliencePropertyKey<Action<OutgoingRetry>> Told = new(nameof(Told));

    /// <inheritdoc/>
    public override void Write<TResult, TArgs>(in TelemetryEventArguments<TResult, TArgs> args)
    {
        if (args.Arguments is OnRetryArguments<OutgoingAnswer> attempt && args.Context.Properties.TryGetValue(Told, out var tell))
            tell(new OutgoingRetry(attempt.AttemptNumber + 1, attempt.RetryDelay, ReasonOf(attempt.Outcome)));
    }

    private static string ReasonOf(Outcome<OutgoingAnswer> outcome) =>
        outcome.Exception?.Message ?? string.Create(CultureInfo.InvariantCulture, $"The answer was {outcome.Result?.StatusCode}.");
}
