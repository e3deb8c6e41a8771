using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Transcribe.Engine.Authoring;
using Transcribe.Engine.Runtime;
using Transcribe.Engine.Server.Identity;
using Transcribe.Engine.Storage;

namespace Transcribe.Engine.Server.Studio;

/// <summary>The designer's "cancel all that match".</summary>
internal static class AlterationEndpoints
{
    private const string Cancel = "Cancel";

    public static void MapAlterations(this IEndpointRouteBuilder api) => api.MapPost("/alterations/submit", SubmitAsync)
        .RequirePermission(Permission.CancelInstances).Audited(AuditActions.CancelRun);

    private static async Task<IResult> SubmitAsync(HttpRequest request, IWorkflowRuntime runtime, IInstanceStore instances, CancellationToken cancellationToken)
    {
        var body = await request.BodyAsync<AlterationRequest>(cancellationToken);
        if (body.Alterations.FirstOrDefault(alteration => alteration.Type != Cancel) is { } unknown)
            return Answers.Invalid($"The alteration '{unknown.Type}' is unknown here. Known: {Cancel}.");
        if (body.Filter is not { } filter || (filter.IsEmpty && !filter.EmptyFilterSelectsAll))
            return Answers.Invalid("The filter selects nothing. Name what to change, or set emptyFilterSelectsAll.");

        if (body.Alterations.Count > 0)
        {
            var ids = await instances.ListAllIdsAsync(Running(filter), cancellationToken);
            request.HttpContext.Audit(action: null, ids);
            foreach (var id in ids)
                await runtime.CancelAsync(id, cancellationToken);
        }

        return Answers.Ok(new { PlanId = body.Id ?? Execution.Identity.NewId() });
    }

    private static InstanceFilter Running(AlterationFilter filter) => InstanceFilters.Of(new InstanceListRequest
    {
        SearchTerm = filter.SearchTerm,
        DefinitionIds = filter.DefinitionIds,
        HasIncidents = filter.HasIncidents,
        Statuses = filter.Statuses is { Count: > 0 } statuses ? [.. statuses] : [WorkflowStatus.Running],
        SubStatuses = filter.SubStatuses,
        TimestampFilters = filter.TimestampFilters,
    }) with { Ids = filter.WorkflowInstanceIds };
}
