using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Transcribe.Activities.Connections;
using Transcribe.Activities.Engines;
using Transcribe.Activities.Ledger.Callbacks;
using Transcribe.Activities.Transcription;
using Transcribe.Client;

namespace Transcribe.Activities.Triggers;

/// <summary>
/// Takes the webhook of an account: verifies it, reads the row from the API, because nobody believes a body, and starts the runs. It answers
/// when they are durable; until then the vendor sends it again, and a transcription that has started its runs starts none again.
/// </summary>
internal sealed class AccountWebhook(
    IRuns runs, ArrivalStore arrivals, ITranscribeConnections connections, ConnectionRegistry registry, IOptions<CallbackOptions> options, TimeProvider clock,
    ILogger<AccountWebhook> logger)
{
    /// <summary>The setting of a connection that has the webhook's secret.</summary>
    public const string SecretSetting = "webhookSecret";

    private const string RetryAfter = "10";

    // The vendor waits no longer, and sends it again.
    private static readonly TimeSpan Deadline = TimeSpan.FromSeconds(10);

    public async Task<IResult> ReceiveAsync(string connection, HttpRequest request, CancellationToken cancellationToken)
    {
        if (await CallbackBody.ReadAsync(request, options.Value.MaxBodyBytes, cancellationToken) is not { } body)
            return Problem(StatusCodes.Status413PayloadTooLarge, $"A callback may have at most {options.Value.MaxBodyBytes} bytes.");

        var verdict = TranscribeWebhook.Verify(body, request.Headers, SecretsOf(connection), options.Value.Signature, clock.GetUtcNow());
        if (!verdict.IsValid)
        {
            logger.AccountWebhookRefused(connection, verdict.Rejection.ToString());
            return Problem(StatusCodes.Status401Unauthorized, "The webhook's signature was not accepted.");
        }

        if (verdict.Event.TranscriptionId is not { } id)
            return Results.Accepted();

        using var deadline = new CancellationTokenSource(Deadline, clock);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(deadline.Token, cancellationToken);
        try
        {
            return await StartAsync(connection, id, either.Token) ? Results.Accepted() : Later(request, "A run may not start at the moment.");
        }
        catch (TranscribeNotFoundException)
        {
            return Results.Accepted();
        }
        catch (Exception exception) when (exception is TranscribeException or UnknownConnectionException || (exception is OperationCanceledException && deadline.IsCancellationRequested))
        {
            logger.AccountWebhookWaits(connection, id.Value, exception.Message);
            return Later(request, "The transcription could not be read.");
        }
    }

    private async Task<bool> StartAsync(string connection, TranscriptionId id, CancellationToken cancellationToken)
    {
        var triggers = runs.ListTriggers<TranscriptionCompletedSettings>(TranscriptionCompleted.TypeName).Where(trigger => trigger.Settings.Connection == connection).ToList();
        if (triggers.Count == 0)
            return true;

        var row = await connections.Get(connection).GetHandle(id.Value).GetAsync(cancellationToken);
        if (!row.Status.IsTerminal)
            return true;

        var allStarted = true;
        var transcription = FinishedTranscription.From(row, connection);
        foreach (var trigger in triggers.Where(trigger => Fits(trigger.Settings.Ends, transcription)))
        {
            var source = ArrivalStore.SourceOf(trigger.Place, connection);
            string[] keys = [ArrivalStore.KeyOf(transcription.Id, transcription.Status)];
            if (!(await arrivals.ListSeenAsync(source, keys, cancellationToken)).Contains(keys[0]))
                allStarted &= await arrivals.StartAsync(trigger.Place, source, keys, transcription, follow: null, cancellationToken);
        }

        return allStarted;
    }

    private static bool Fits(TranscriptionEnds ends, FinishedTranscription transcription) =>
        ends == TranscriptionEnds.Any || transcription.IsCompleted == (ends == TranscriptionEnds.Completed);

    private IEnumerable<string> SecretsOf(string connection)
    {
        try
        {
            return registry.Find(ConnectionTypes.Transcribe, connection)?.Settings?.GetValueOrDefault(SecretSetting) is { Length: > 0 } secret ? [secret] : [];
        }
        catch (ConnectionRejectedException)
        {
            return [];
        }
    }

    private static IResult Later(HttpRequest request, string why)
    {
        request.HttpContext.Response.Headers.RetryAfter = RetryAfter;
        return Problem(StatusCodes.Status503ServiceUnavailable, why + " Send it again.");
    }

    private static IResult Problem(int status, string detail) => Results.Problem(detail, statusCode: status);
}
