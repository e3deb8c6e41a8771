using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Transcribe.Engine.Server.Http;
using Transcribe.Engine.Server.Identity;
using Transcribe.Engine.Storage;

namespace Transcribe.Engine.Server.Studio;

/// <summary>How calls are repeated, and which were.</summary>
internal static class ResilienceEndpoints
{
    // All attempts that one call may take fit on a page.
    private const int DefaultTake = 100;

    public static void MapResilience(this IEndpointRouteBuilder api)
    {
        var resilience = api.MapGroup("/resilience");
        resilience.MapGet("/strategies", (string? category, ResilienceStrategies strategies) => Answers.List(
            category == ResilientRequests.Category ? [.. strategies.All.Select(strategy => new Strategy(strategy.Id, strategy.DisplayName))] : Array.Empty<Strategy>())).RequirePermission(Permission.ReadDescriptors);
        resilience.MapGet("/retries/{activityInstanceId}", ListAsync).RequirePermission(Permission.ReadInstances);
    }

    private static async Task<IResult> ListAsync(string activityInstanceId, HttpRequest request, IJournalStore journal, CancellationToken cancellationToken)
    {
        var execution = await journal.FindExecutionAsync(activityInstanceId, cancellationToken);
        var attempts = RetryJournal.Read(StudioJson.Parse(execution?.JournalData));
        var page = attempts.Skip(request.Query.Number("skip") ?? 0).Take(request.Query.Number("take") ?? DefaultTake);
        return Answers.Ok(new Paged<RetryAttempt>([.. page.Select(attempt => Describe(execution!, attempt))], attempts.Count, Links: []));
    }

    private static RetryAttempt Describe(ActivityExecutionRow execution, OutgoingRetry attempt) => new(
        $"{execution.Id}:{attempt.Number}", execution.Id, execution.ActivityId, execution.WorkflowInstanceId, attempt.Number, attempt.Delay,
        new Dictionary<string, string>(StringComparer.Ordinal) { [nameof(attempt.Reason)] = attempt.Reason });

    private sealed record Strategy(string Id, string DisplayName);

    private sealed record RetryAttempt(
        string Id, string ActivityInstanceId, string ActivityId, string WorkflowInstanceId, int AttemptNumber, TimeSpan RetryDelay, IReadOnlyDictionary<string, string> Details);
}
