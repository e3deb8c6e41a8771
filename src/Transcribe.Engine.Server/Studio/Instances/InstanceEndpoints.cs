using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Transcribe.Engine.Definitions;
using Transcribe.Engine.Runtime;
using Transcribe.Engine.Server.Identity;
using Transcribe.Engine.Storage;

namespace Transcribe.Engine.Server.Studio;

/// <summary>Reads instances.</summary>
internal static class InstanceEndpoints
{
    public static void MapInstances(this IEndpointRouteBuilder api)
    {
        var instances = api.MapGroup("/workflow-instances").RequirePermission(Permission.ReadInstances);
        instances.MapPost("/", FilterAsync);
        instances.MapGet("/", QueryAsync);
        instances.MapGet("/{id}", FindAsync);
        instances.MapGet("/{id}/execution-state", FindStateAsync);
        instances.MapGet("/{id}/journal", ListJournalAsync);
        instances.MapPost("/{id}/journal", ListJournalAsync);
    }

    private static async Task<IResult> FilterAsync(HttpRequest request, IInstanceStore instances, CancellationToken cancellationToken) =>
        await ListAsync(await request.BodyAsync<InstanceListRequest>(cancellationToken), instances, cancellationToken);

    private static Task<IResult> QueryAsync(HttpRequest request, IInstanceStore instances, CancellationToken cancellationToken) =>
        ListAsync(InstanceFilters.Read(request.Query), instances, cancellationToken);

    private static async Task<IResult> ListAsync(InstanceListRequest request, IInstanceStore instances, CancellationToken cancellationToken)
    {
        var page = await instances.ListAsync(InstanceFilters.Of(request), cancellationToken);
        return Answers.Ok(new Paged<InstanceSummary>([.. page.Items.Select(InstanceSummary.Of)], page.TotalCount));
    }

    private static async Task<IResult> FindAsync(string id, IInstanceStore instances, IInstanceReader reader, CancellationToken cancellationToken) =>
        await instances.FindAsync(id, cancellationToken) is { } row && await reader.ReadStateAsync(id, cancellationToken) is { } state
            ? Answers.Ok(new InstanceModel(InstanceSummary.Of(row), StateMapper.Map(state)))
            : Results.NotFound();

    private static async Task<IResult> FindStateAsync(string id, IInstanceStore instances, CancellationToken cancellationToken) =>
        await instances.FindAsync(id, cancellationToken) is { } row
            ? Answers.Ok(new { row.Status, row.SubStatus, row.UpdatedAt })
            : Results.NotFound();

    private static async Task<IResult> ListJournalAsync(
        string id, HttpRequest request, IJournalStore journal, ActivityRegistry registry, CancellationToken cancellationToken)
    {
        var filter = (await request.BodyAsync<JournalRequest>(cancellationToken)).Filter;
        var page = await journal.ListAsync(
            id,
            new JournalFilter
            {
                ActivityIds = filter?.ActivityIds,
                ActivityNodeIds = filter?.ActivityNodeIds,
                ExcludedActivityTypes = filter?.ExcludedActivityTypes,
                EventNames = filter?.EventNames,
                Skip = request.Query.Number("skip") ?? 0,
                Take = request.Query.Number("take") ?? 1000,
            },
            cancellationToken);
        return Answers.Ok(new Paged<JournalModel>([.. page.Items.Select(row => Map(row, registry))], page.TotalCount));
    }

    private static JournalModel Map(JournalRow row, ActivityRegistry registry) => new()
    {
        Id = $"{row.WorkflowInstanceId}-{row.Sequence}",
        ActivityInstanceId = row.ActivityInstanceId,
        ParentActivityInstanceId = row.ParentActivityInstanceId,
        ActivityId = row.ActivityId,
        ActivityType = row.ActivityType,
        ActivityTypeVersion = registry.Find(row.ActivityType)?.Version ?? 1,
        ActivityName = row.ActivityName,
        NodeId = row.ActivityNodeId,
        Timestamp = row.Timestamp,
        Sequence = row.Sequence,
        EventName = row.EventName,
        Message = row.Message,
        Source = row.Source,
        Payload = StudioJson.Parse(row.Payload) as System.Text.Json.Nodes.JsonObject,
    };
}
