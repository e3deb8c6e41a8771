using System.Security.Cryptography;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Transcribe.Activities.Ledger.Watching;
using Transcribe.Client;

namespace Transcribe.Activities.Ledger.Callbacks;

/// <summary>
/// Takes the vendor's callbacks: reads no more than allowed, verifies, stores, and only then answers. A forged, late or repeated one changes
/// nothing, because all that a callback can cause is a look at the row.
/// </summary>
internal sealed class CallbackEndpoint(
    IJobLedger ledger, CallbackInbox inbox, WatcherSignals signals, IOptions<CallbackOptions> options, TimeProvider clock, ILogger<CallbackEndpoint> logger)
{
    private const int MaxHeaderLength = 200;

    public async Task<IResult> ReceiveAsync(string jobKey, HttpRequest request, CancellationToken cancellationToken)
    {
        if (await CallbackBody.ReadAsync(request, options.Value.MaxBodyBytes, cancellationToken) is not { } body)
            return Problem(StatusCodes.Status413PayloadTooLarge, $"A callback may have at most {options.Value.MaxBodyBytes} bytes.");
        if (body.Length == 0)
            return Problem(StatusCodes.Status400BadRequest, "The callback has no body.");
        if (await ledger.FindAsync(jobKey, cancellationToken) is not { CallbackUrl: not null } job)
            return Problem(StatusCodes.Status401Unauthorized, "No job expects a callback here.");

        var secret = await ledger.FindCallbackSecretAsync(job.Id, cancellationToken);
        if (secret is null && job.JobId is not null)
            return Refuse(job, WebhookRejection.NoSecret);

        if (secret is not null)
        {
            var verdict = TranscribeWebhook.Verify(body, request.Headers, [secret], options.Value.Signature, clock.GetUtcNow());
            if (!verdict.IsValid)
                return Refuse(job, verdict.Rejection);
        }

        // Without a secret yet, the callback overtook the answer that carries it: kept, as a reason to look soon.
        await inbox.StoreAsync(job.Id, Convert.ToHexStringLower(SHA256.HashData(body)), secret is not null, HeadersOf(request), cancellationToken);
        logger.CallbackStored(job.Id, secret is not null);
        signals.Callbacks.Set();
        return Results.Accepted();
    }

    private IResult Refuse(LedgerEntry job, WebhookRejection rejection)
    {
        logger.CallbackRefused(job.Id, rejection.ToString());
        return rejection is WebhookRejection.MalformedBody or WebhookRejection.MalformedSignature
            ? Problem(StatusCodes.Status400BadRequest, $"The callback cannot be read: {rejection}.")
            : Problem(StatusCodes.Status401Unauthorized, $"The callback's signature was not accepted: {rejection}.");
    }

    private static string HeadersOf(HttpRequest request)
    {
        var text = $"{request.ContentType}; {request.Headers.UserAgent}";
        return text.Length <= MaxHeaderLength ? text : text[..MaxHeaderLength];
    }

    private static IResult Problem(int status, string detail) => Results.Problem(detail, statusCode: status);
}
