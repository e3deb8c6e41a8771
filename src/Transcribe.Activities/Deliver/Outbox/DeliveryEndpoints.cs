using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;

namespace Transcribe.Activities.Deliver;

/// <summary>Deliveries over HTTP: sent, waiting, dead; and to send them again. What was sent is not shown.</summary>
internal static class DeliveryEndpoints
{
    private const int MaxTake = 200;

    public static void MapDeliveries(this IEndpointRouteBuilder api)
    {
        var routes = api.MapGroup("/deliveries");
        routes.MapGet("/", ListAsync);
        routes.MapGet("/counts", (IDbContextFactory<OutboxDbContext> contexts, CancellationToken token) => DeliveryCounts.ReadAsync(contexts, token));
        routes.MapGet("/{id}", FindAsync);
        routes.MapPost("/{id}/replay", ReplayAsync);
        routes.MapPost("/replay-dead", ReplayDeadAsync);
    }

    private static async Task<IEnumerable<DeliveryView>> ListAsync(
        Outbox outbox, DeliveryStatus? status = null, string? kind = null, int skip = 0, int take = 50, CancellationToken cancellationToken = default) =>
        (await outbox.ListAsync(status, kind, Math.Max(skip, 0), Math.Clamp(take, 1, MaxTake), cancellationToken)).Select(DeliveryView.Of);

    private static async Task<IResult> FindAsync(string id, Outbox outbox, CancellationToken cancellationToken) =>
        await outbox.FindAsync(id, cancellationToken) is { } row ? Results.Ok(DeliveryView.Of(row)) : NoDelivery(id);

    private static async Task<IResult> ReplayAsync(string id, Outbox outbox, CancellationToken cancellationToken)
    {
        if (await outbox.ReplayAsync(id, cancellationToken))
            return Results.Accepted();

        return await outbox.FindAsync(id, cancellationToken) is { } row
            ? Results.Problem(row.Status == DeliveryStatus.Waiting ? "It is being sent at this moment." : "It has arrived already.", statusCode: StatusCodes.Status409Conflict)
            : NoDelivery(id);
    }

    private static async Task<object> ReplayDeadAsync(Outbox outbox, string? kind = null, CancellationToken cancellationToken = default) =>
        new { Replayed = await outbox.ReplayDeadAsync(kind, cancellationToken) };

    private static IResult NoDelivery(string id) => ApiAnswers.NotFound($"There is no delivery '{id}'; those that arrived are forgotten after a while.");
}

/// <summary>A delivery as the API shows it.</summary>
/// <param name="Id">The delivery id, which the receiver sees.</param>
/// <param name="Kind"><c>slack</c>, <c>email</c>, <c>webhook</c> or <c>storage</c>.</param>
/// <param name="Connection">The name of the connection.</param>
/// <param name="Target">Where to: a channel, recipients, a host.</param>
/// <param name="Status">How far it is.</param>
/// <param name="Attempts">How often it was tried.</param>
/// <param name="CreatedAt">When it was handed over.</param>
/// <param name="NextAttemptAt">When it is tried again; null: never.</param>
/// <param name="EndedAt">When it ended.</param>
/// <param name="Reason">Why it is not delivered, in words.</param>
/// <param name="Error">The receiver's code for that.</param>
/// <param name="WorkflowInstanceId">The run it belongs to.</param>
public sealed record DeliveryView(
    string Id, string Kind, string Connection, string Target, DeliveryStatus Status, int Attempts, DateTimeOffset CreatedAt, DateTimeOffset? NextAttemptAt,
    DateTimeOffset? EndedAt, string? Reason, string? Error, string? WorkflowInstanceId)
{
    internal static DeliveryView Of(OutboxRecord row) => new(
        row.Id, row.Kind, row.Connection, row.Target, row.Status, row.Attempts, row.CreatedAt, row.Status == DeliveryStatus.Waiting ? row.NextAttemptAt : null, row.EndedAt,
        row.Reason, row.Error, row.WorkflowInstanceId);
}
