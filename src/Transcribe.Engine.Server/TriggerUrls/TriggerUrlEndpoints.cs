using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Transcribe.Engine.Authoring;
using Transcribe.Engine.Execution;
using Transcribe.Engine.Runtime;
using Transcribe.Engine.Server.Http;
using Transcribe.Engine.Server.Identity;
using Transcribe.Engine.Server.Studio;
using Transcribe.Engine.Storage;

namespace Transcribe.Engine.Server.TriggerUrls;

/// <summary>Where links lead. A token is checked before anything else of the request is read.</summary>
public static class TriggerUrlEndpoints
{
    private const string Reason = "Whoever was given the link may follow it; its token is sealed and expires.";
    private const int MaxBodyBytes = 1024 * 1024;

    private static readonly string[] Methods = [HttpMethods.Get, HttpMethods.Post];

    /// <summary>Serves <c>bookmarks/resume</c> and <c>events/trigger</c> of the API, by GET and POST.</summary>
    public static IEndpointRouteBuilder MapTriggerUrls(this IEndpointRouteBuilder routes)
    {
        var api = routes.MapGroup(StudioApi.BasePath).WithMetadata(new RequestSizeLimitAttribute(MaxBodyBytes)).AddEndpointFilter(ExplainAsync);
        api.MapMethods(TriggerUrlFactory.ResumePath, Methods, ResumeAsync).OpenToEverybody(Reason);
        api.MapMethods(TriggerUrlFactory.EventPath, Methods, TriggerAsync).OpenToEverybody(Reason);
        return routes;
    }

    private static async Task<IResult> ResumeAsync(
        HttpRequest request, TriggerUrlFactory urls, IWorkflowRuntime runtime, IBookmarkStore bookmarks, IBookmarkQueue queue, CancellationToken cancellationToken)
    {
        if (urls.Read(request.Query[TriggerUrlFactory.TokenParameter]) is not { BookmarkId: { } bookmarkId } token)
            throw new TriggerUrlException(StatusCodes.Status400BadRequest, "This link is for events.");

        var input = await InputOf(request, cancellationToken);
        if (await bookmarks.FindAsync(bookmarkId, cancellationToken) is null)
            throw Over();

        if (request.Query.Flag("async") == true)
        {
            await queue.EnqueueAsync(
                new NewBookmarkQueueItem { BookmarkId = bookmarkId, WorkflowInstanceId = token.WorkflowInstanceId, Options = new() { Input = input } }, cancellationToken);
            return Later();
        }

        // A caller that goes away is no reason to stop a run.
        var resume = new ResumeBookmarkRequest(bookmarkId) { WorkflowInstanceId = token.WorkflowInstanceId, Input = input };
        return await runtime.ResumeAsync(resume, CancellationToken.None) is null ? throw Over() : Results.Text("Thank you. The workflow goes on.");
    }

    private static async Task<IResult> TriggerAsync(
        HttpRequest request, TriggerUrlFactory urls, IInstanceStore instances, IEventPublisher events, CancellationToken cancellationToken)
    {
        if (urls.Read(request.Query[TriggerUrlFactory.TokenParameter]) is not { EventName: { } eventName } token)
            throw new TriggerUrlException(StatusCodes.Status400BadRequest, "This link is not for events.");

        var input = await InputOf(request, cancellationToken);
        if (await instances.FindAsync(token.WorkflowInstanceId, cancellationToken) is not { Status: WorkflowStatus.Running })
            throw Over();

        var result = await events.PublishAsync(eventName, workflowInstanceId: token.WorkflowInstanceId, payload: input, cancellationToken: CancellationToken.None);
        return result.WorkflowInstanceResponses.Count == 0 ? Later() : Results.Text("Thank you. The workflow goes on.");
    }

    /// <summary>What came with the request: <c>in</c> of the query, or <c>input</c> of a JSON body; null: nothing.</summary>
    private static async Task<IDictionary<string, object>?> InputOf(HttpRequest request, CancellationToken cancellationToken)
    {
        if (request.Query.Text("in") is { } query)
            return MembersOf(Values.JsonValues.ToPlain(JsonElement.Parse(query)), "'in' of the query");

        if (!HttpMethods.IsPost(request.Method) || !request.HasJsonContentType())
            return null;

        var (body, _) = await RequestBody.ReadAsync(request, MaxBodyBytes, keepsText: false, cancellationToken);
        return MembersOf(body, "The body").TryGetValue("input", out var input) && input is not null ? MembersOf(input, "'input' of the body") : null;
    }

    private static IDictionary<string, object> MembersOf(object? value, string what) =>
        value as IDictionary<string, object> ?? throw new TriggerUrlException(StatusCodes.Status400BadRequest, $"{what} must be a JSON object.");

    private static IResult Later() => Results.Text("Thank you. The workflow will hear of it.", statusCode: StatusCodes.Status202Accepted);

    private static TriggerUrlException Over() =>
        new(StatusCodes.Status410Gone, "Nothing waits for this link any more: it was followed before, or the run has ended.");

    private static async ValueTask<object?> ExplainAsync(EndpointFilterInvocationContext context, EndpointFilterDelegate next)
    {
        // A link in the address bar is a key: it goes nowhere else.
        context.HttpContext.Response.Headers["Referrer-Policy"] = "no-referrer";
        context.HttpContext.Response.Headers.CacheControl = "no-store";
        try
        {
            return await next(context);
        }
        catch (TriggerUrlException exception)
        {
            return Results.Problem(exception.Message, statusCode: exception.Status);
        }
        catch (JsonException exception)
        {
            return Results.Problem($"This is not valid JSON: {exception.Message}", statusCode: StatusCodes.Status400BadRequest);
        }
        catch (RequestTooLargeException exception)
        {
            return Results.Problem(exception.Message, statusCode: StatusCodes.Status413PayloadTooLarge);
        }
        catch (EngineStoppingException exception)
        {
            return Results.Problem(exception.Message, statusCode: StatusCodes.Status503ServiceUnavailable);
        }
        catch (CommitFailedException exception)
        {
            Log.RunNotSaved(context.HttpContext.RequestServices.GetRequiredService<ILogger<TriggerUrlFactory>>(), exception.Message);
            return Results.Problem(FailureView.Explain(context.HttpContext, exception), statusCode: StatusCodes.Status503ServiceUnavailable);
        }
    }
}
