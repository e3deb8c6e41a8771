using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Transcribe.Engine.Authoring;
using Transcribe.Engine.Server.Identity;
using Transcribe.Engine.Storage;

namespace Transcribe.Engine.Server.Studio;

/// <summary>Tells workflows that something happened, an event or that a task is done, and lists what nobody has waited for yet.</summary>
internal static class StimulusEndpoints
{
    private const int DefaultPageSize = 50;
    private const int MaxPageSize = 1000;

    public static void MapStimuli(this IEndpointRouteBuilder api)
    {
        api.MapPost("/events/{eventName}/trigger", PublishAsync).RequirePermission(Permission.TriggerEvents).Audited(AuditActions.TriggerEvent);
        api.MapPost("/tasks/{taskId}/complete", CompleteAsync).RequirePermission(Permission.CompleteTasks).Audited(AuditActions.CompleteTask);
        api.MapGet("/bookmark-queue/dead-letters", ListKeptAsync).RequirePermission(Permission.ReadInstances);
    }

    // What a stimulus carries is its waiter's affair.
    private static async Task<IResult> ListKeptAsync(HttpRequest request, IKeptStimuli stimuli, CancellationToken cancellationToken)
    {
        var size = Math.Clamp(request.Query.Number("pageSize") ?? DefaultPageSize, 1, MaxPageSize);
        var page = await stimuli.ListAsync((request.Query.Number("page") ?? 0) * size, size, cancellationToken);
        return Answers.Ok(new Paged<KeptStimulus>(
            [.. page.Items.Select(row => new KeptStimulus(row.Id, row.Hash, row.WorkflowInstanceId, row.CorrelationId, row.ActivityInstanceId, row.CreatedAt, row.ExpiresAt))], page.TotalCount));
    }

    // Upstream's default is to answer before anybody has heard it; here it is kept by then.
    private static async Task<IResult> PublishAsync(string eventName, HttpRequest request, IEventPublisher events, CancellationToken cancellationToken)
    {
        var body = await request.BodyAsync<EventRequest>(cancellationToken);
        await events.PublishAsync(eventName, body.CorrelationId, body.WorkflowInstanceId, body.ActivityInstanceId, body.Input, cancellationToken: CancellationToken.None);
        return Results.Ok();
    }

    private static async Task<IResult> CompleteAsync(string taskId, HttpRequest request, ITaskReporter tasks, CancellationToken cancellationToken)
    {
        var body = await request.BodyAsync<TaskRequest>(cancellationToken);
        await tasks.ReportCompletionAsync(taskId, body.Result, CancellationToken.None);
        return Results.Ok();
    }
}

/// <summary>An event.</summary>
internal sealed record EventRequest
{
    public string? CorrelationId { get; init; }
    public string? WorkflowInstanceId { get; init; }
    public string? ActivityInstanceId { get; init; }
    public object? Input { get; init; }
}

/// <summary>What came out of a task.</summary>
internal sealed record TaskRequest
{
    public object? Result { get; init; }
}

/// <summary>A stimulus that found nobody so far: it is kept until then.</summary>
internal sealed record KeptStimulus(
    string Id, string StimulusHash, string? WorkflowInstanceId, string? CorrelationId, string? ActivityInstanceId, DateTimeOffset CreatedAt, DateTimeOffset ExpiresAt);
