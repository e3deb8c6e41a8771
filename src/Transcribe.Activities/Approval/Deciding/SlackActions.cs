using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using Transcribe.Activities.Approval.Asking;
using Transcribe.Activities.Connections;
using Transcribe.Activities.Deliver.Slack;
using Transcribe.Activities.Ledger.Callbacks;

namespace Transcribe.Activities.Approval.Deciding;

/// <summary>
/// Takes clicks on buttons in Slack: reads no more than allowed, verifies, decides durably, and answers within Slack's three seconds; the message says what was
/// decided a moment later. A connection's buttons decide only what was asked through it.
/// </summary>
internal sealed class SlackActions(
    ConnectionSource<SlackSettings> connections, ApprovalStore store, ApprovalDecisions decisions, ApprovalRequests requests, TimeProvider clock, ILogger<SlackActions> logger)
{
    // A click brings its whole message along.
    private const int MaxBodyBytes = 1024 * 1024;

    public async Task<IResult> ReceiveAsync(string connection, HttpRequest request, CancellationToken cancellationToken)
    {
        if (await CallbackBody.ReadAsync(request, MaxBodyBytes, cancellationToken) is not { } body)
            return Results.Problem($"A click may have at most {MaxBodyBytes} bytes.", statusCode: StatusCodes.Status413PayloadTooLarge);

        if (SecretOf(connection) is not { } secret || !SlackSignature.IsSigned(request.Headers, body, secret, clock.GetUtcNow()))
        {
            logger.SlackActionRefused(connection, "its signature was not accepted");
            return Results.Problem("The signature was not accepted: is the app's signing secret the connection's?", statusCode: StatusCodes.Status401Unauthorized);
        }

        // Slack tells of every button, also of those that only open a link.
        if (SlackClick.Read(body) is { } click)
            await DecideAsync(connection, click, cancellationToken);

        return Results.Ok();
    }

    private async Task DecideAsync(string connection, SlackClick click, CancellationToken cancellationToken)
    {
        if (await store.FindAsync(click.ApprovalId, cancellationToken) is not { } approval || approval.SlackConnection != connection)
        {
            logger.SlackActionRefused(connection, "it is about nothing that was asked through it");
            return;
        }

        // Who was too late sees it in the message, which says what became of it.
        var result = await decisions.DecideAsync(approval, new Decision(click.State, click.By, null, null), "Slack", cancellationToken);
        if (result == DecisionResult.RunEnded && click is { Channel.Length: > 0, Ts.Length: > 0 })
            await requests.TellTooLateAsync(approval, connection, click.Channel, click.Ts, cancellationToken);
    }

    private string? SecretOf(string connection)
    {
        try
        {
            return connections.Get(connection).SigningSecret;
        }
        catch (Exception exception) when (exception is UnknownConnectionException or ConnectionRejectedException)
        {
            return null;
        }
    }
}
