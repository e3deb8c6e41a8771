using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Transcribe.Engine.Authoring;
using Transcribe.Engine.Server.Identity;
using Transcribe.Engine.Storage;

namespace Transcribe.Engine.Server.Studio;

/// <summary>Changes runs: the designer's "cancel all that match", other values for variables, another try for what has faulted, and the end of such tries.</summary>
internal static class AlterationEndpoints
{
    private const string WhichRuns = "Which runs? Send their ids as workflowInstanceIds.";

    public static void MapAlterations(this IEndpointRouteBuilder api)
    {
        var alterations = api.MapGroup("/alterations").RequirePermission(Permission.ReadInstances);
        alterations.MapGet("/{id}", GetAsync);
        alterations.MapPost("/submit", SubmitAsync).Audited(AuditActions.ChangeRun);
        alterations.MapPost("/run", RunAsync).Audited(AuditActions.ChangeRun);
        alterations.MapPost("/dry-run", ListAsync);
        alterations.MapPost("/workflows/retry", RetryAsync).RequirePermission(Permission.ExecuteDefinitions).Audited(AuditActions.RetryRun);
    }

    private static async Task<IResult> GetAsync(string id, AlterationPlans plans, CancellationToken cancellationToken) =>
        await plans.FindAsync(id, cancellationToken) is { } plan ? Answers.Ok(plan) : Results.NotFound();

    private static async Task<IResult> SubmitAsync(HttpRequest request, Alterer alterer, AlterationPlans plans, IInstanceStore instances, CancellationToken cancellationToken)
    {
        var body = await request.BodyAsync<AlterationRequest>(cancellationToken);
        if (Check(body, request.HttpContext) is { } refusal)
            return refusal;
        if (body.Filter is not { } filter || (filter.IsEmpty && !filter.EmptyFilterSelectsAll))
            return Answers.Invalid("The filter selects nothing. Name what to change, or set emptyFilterSelectsAll.");

        // Whoever chose the id and asks again had no answer the first time.
        if (body.Id is { } known && await plans.FindAsync(known, cancellationToken) is not null)
            return Answers.Ok(new { PlanId = known });

        var chosen = body.Alterations.Count == 0 ? [] : await instances.ListAllIdsAsync(Of(filter), cancellationToken);
        request.HttpContext.Audit(ActionOf(body.Alterations), chosen);
        var answer = await alterer.CarryOutAsync(body.Id, body.Alterations, filter, chosen, cancellationToken);
        await plans.KeepAsync(answer, cancellationToken);

        // What ended by itself meanwhile need not be cancelled.
        var failed = answer.Jobs.Where(job => job.Status == AlterationStatus.Failed).ToList();
        return failed.Count > 0 && body.Alterations.Any(alteration => alteration.Type != Alterer.Cancel)
            ? Answers.Invalid(failed.Select(job => $"{job.WorkflowInstanceId}: {job.Log[^1].Message}"))
            : Answers.Ok(new { PlanId = answer.Plan.Id });
    }

    private static async Task<IResult> RunAsync(HttpRequest request, Alterer alterer, CancellationToken cancellationToken)
    {
        var body = await request.BodyAsync<AlterationRequest>(cancellationToken);
        if (Check(body, request.HttpContext) is { } refusal)
            return refusal;
        if (body.WorkflowInstanceIds is not { Count: > 0 } ids)
            return Answers.Invalid(WhichRuns);

        request.HttpContext.Audit(ActionOf(body.Alterations), ids);
        var results = new List<AlterationResult>();
        foreach (var id in ids)
            results.Add(await alterer.AlterAsync(id, body.Alterations, cancellationToken));

        return Answers.Ok(new { Results = results });
    }

    private static async Task<IResult> ListAsync(HttpRequest request, IInstanceStore instances, CancellationToken cancellationToken)
    {
        var filter = await request.BodyAsync<AlterationFilter>(cancellationToken);
        var ids = filter.IsEmpty && !filter.EmptyFilterSelectsAll ? [] : await instances.ListAllIdsAsync(Of(filter), cancellationToken);
        return Answers.Ok(new { WorkflowInstanceIds = ids });
    }

    private static async Task<IResult> RetryAsync(HttpRequest request, Alterer alterer, CancellationToken cancellationToken)
    {
        var body = await request.BodyAsync<RetryRequest>(cancellationToken);
        if (body.WorkflowInstanceIds is not { Count: > 0 } ids)
            return Answers.Invalid(WhichRuns);
        if (body.ActivityIds is { Count: > 0 })
            return Answers.Invalid("A retry runs everything again that has faulted in a run. Leave activityIds out.");

        request.HttpContext.Audit(action: null, ids);
        var results = new List<AlterationResult>();
        foreach (var id in ids)
            results.Add(await alterer.RetryAsync(id, cancellationToken));

        return Answers.Ok(new { Results = results });
    }

    private static string? ActionOf(IReadOnlyList<AlterationModel> alterations) => alterations.Count > 0 ? Alterer.Kinds[alterations[0].Type!].Action : null;

    /// <summary>Why the changes cannot be made by this caller, or at all; null: they can.</summary>
    private static IResult? Check(AlterationRequest body, HttpContext http)
    {
        foreach (var alteration in body.Alterations)
        {
            if (!Alterer.Kinds.TryGetValue(alteration.Type ?? string.Empty, out var kind))
                return Answers.Invalid($"The alteration '{alteration.Type}' is unknown here. Known: {string.Join(", ", Alterer.Kinds.Keys)}.");
            if (!http.User.May(kind.Permission))
                return Answers.Forbidden(kind.Permission);
        }

        return null;
    }

    // A filter that says neither which runs nor how they stand means those that run: nothing else can be cancelled.
    private static InstanceFilter Of(AlterationFilter filter) => InstanceFilters.Of(new InstanceListRequest
    {
        SearchTerm = filter.SearchTerm,
        DefinitionIds = filter.DefinitionIds,
        HasIncidents = filter.HasIncidents,
        Statuses = filter switch
        {
            { Statuses: { Count: > 0 } statuses } => statuses,
            { SubStatuses.Count: > 0 } or { WorkflowInstanceIds.Count: > 0 } => null,
            _ => [WorkflowStatus.Running],
        },
        SubStatuses = filter.SubStatuses,
        TimestampFilters = filter.TimestampFilters,
    }) with { Ids = filter.WorkflowInstanceIds };
}
