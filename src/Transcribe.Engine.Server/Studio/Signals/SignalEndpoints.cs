using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Transcribe.Engine.Authoring;
using Transcribe.Engine.Server.Identity;

namespace Transcribe.Engine.Server.Studio;

/// <summary>Tells runs what happened outside: an event, or that a task is done.</summary>
internal static class SignalEndpoints
{
    public static void MapSignals(this IEndpointRouteBuilder api)
    {
        api.MapPost("/events/{eventName}/trigger", TriggerAsync).RequirePermission(Permission.ExecuteDefinitions);
        api.MapPost("/tasks/{taskId}/complete", CompleteAsync).RequirePermission(Permission.ExecuteDefinitions);
    }

    private static async Task<IResult> TriggerAsync(string eventName, HttpRequest request, IEventPublisher events, CancellationToken cancellationToken)
    {
        var body = await request.BodyAsync<EventRequest>(cancellationToken);
        await events.PublishAsync(eventName, body.CorrelationId, body.WorkflowInstanceId, body.ActivityInstanceId, body.Input, cancellationToken: cancellationToken);
        return Results.Ok();
    }

    private static async Task<IResult> CompleteAsync(string taskId, HttpRequest request, ITaskReporter tasks, CancellationToken cancellationToken)
    {
        await tasks.ReportCompletionAsync(taskId, (await request.BodyAsync<TaskReport>(cancellationToken)).Result, cancellationToken);
        return Results.Ok();
    }

    /// <summary>An event, for all who wait for it or only some of them.</summary>
    private sealed record EventRequest
    {
        public string? CorrelationId { get; init; }
        public string? WorkflowInstanceId { get; init; }
        public string? ActivityInstanceId { get; init; }
        public object? Input { get; init; }
    }

    /// <summary>What came out of a task.</summary>
    private sealed record TaskReport
    {
        public object? Result { get; init; }
    }
}
