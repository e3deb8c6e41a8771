using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Transcribe.Engine.Runtime;
using Transcribe.Engine.Server.Identity;

namespace Transcribe.Engine.Server.Studio;

/// <summary>What the clock will start, and when: an addition to upstream's API.</summary>
internal static class ScheduleEndpoints
{
    private const int DefaultRuns = 5;

    public static void MapSchedules(this IEndpointRouteBuilder api) => api.MapGet("/schedules", ListAsync).RequirePermission(Permission.ReadDefinitions);

    private static async Task<IResult> ListAsync(int? runs, IScheduleCatalog schedules, CancellationToken cancellationToken) =>
        Answers.List<ScheduleModel>([.. (await schedules.ListAsync(runs ?? DefaultRuns, cancellationToken)).Select(ScheduleModel.Of)]);
}
