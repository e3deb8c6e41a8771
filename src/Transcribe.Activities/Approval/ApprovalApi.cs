using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Transcribe.Activities.Approval.Asking;

namespace Transcribe.Activities.Approval;

/// <summary>What waits for a decision, over HTTP. Whoever maps it says who may call it.</summary>
public static class ApprovalApi
{
    private const int MaxTake = 200;

    /// <summary><c>GET {prefix}/approvals</c> lists what waits, the most pressing first; <c>POST {prefix}/approvals/{id}/link</c> gives the caller a link of their own to decide by.</summary>
    public static RouteGroupBuilder MapTranscribeApprovalApi(this IEndpointRouteBuilder routes, string prefix)
    {
        var group = routes.MapGroup($"{prefix}/approvals");
        group.MapGet("/", async (ApprovalStore store, CancellationToken token) => (await store.ListOpenAsync(MaxTake, token)).Select(ApprovalView.Of));
        group.MapPost("/{id}/link", LinkAsync);
        return group;
    }

    private static async Task<IResult> LinkAsync(string id, HttpContext http, ApprovalStore store, ApprovalLinks links, CancellationToken cancellationToken)
    {
        http.Response.Headers.CacheControl = "no-store";
        return await store.FindAsync(id, cancellationToken) is { State: ApprovalState.Open } approval
            ? Results.Ok(new { Link = links.PathOf(approval, http.User.Identity?.Name) })
            : ApiAnswers.NotFound("Nothing waits for this decision any more.");
    }
}

/// <summary>What waits for a decision, as the API shows it.</summary>
/// <param name="Id">The approval.</param>
/// <param name="Title">What is to be approved.</param>
/// <param name="WorkflowInstanceId">The run that waits.</param>
/// <param name="CreatedAt">When it was asked.</param>
/// <param name="ExpiresAt">Until when somebody can decide.</param>
public sealed record ApprovalView(string Id, string Title, string WorkflowInstanceId, DateTimeOffset CreatedAt, DateTimeOffset ExpiresAt)
{
    internal static ApprovalView Of(ApprovalRecord row) => new(row.Id, row.Title, row.WorkflowInstanceId, row.CreatedAt, row.ExpiresAt);
}
