using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Transcribe.Engine.Server.Identity;

namespace Transcribe.Engine.Server.Studio;

/// <summary>What the runs of the last hours or days came to, in numbers.</summary>
internal static class DashboardEndpoints
{
    public static void MapDashboard(this IEndpointRouteBuilder api)
    {
        var dashboard = api.MapGroup("/dashboard").RequirePermission(Permission.ReadInstances);
        dashboard.MapGet("/overview", async (HttpRequest request, DashboardReader reader, TimeProvider clock, CancellationToken token) =>
            Answers.Ok(await reader.OverviewAsync(RangeOf(request, clock), token)));
        dashboard.MapGet("/needs-attention", async (HttpRequest request, DashboardReader reader, TimeProvider clock, CancellationToken token) =>
            Answers.Ok(await reader.AttentionAsync(RangeOf(request, clock), token)));
        dashboard.MapGet("/recent-activity", async (HttpRequest request, DashboardReader reader, TimeProvider clock, CancellationToken token) =>
            Answers.Ok(await reader.NewestAsync(RangeOf(request, clock), token)));
        dashboard.MapPost("/workflow-trends", async (HttpRequest request, DashboardReader reader, TimeProvider clock, CancellationToken token) =>
            Answers.Ok(await reader.TrendsAsync(DashboardRange.Of((await request.BodyAsync<DashboardRequest>(token)).Range, clock.GetUtcNow()), token)));
        dashboard.MapPost("/workflow-hotspots", HotspotsAsync);
    }

    private static async Task<IResult> HotspotsAsync(HttpRequest request, DashboardReader reader, TimeProvider clock, CancellationToken cancellationToken)
    {
        var body = await request.BodyAsync<DashboardRequest>(cancellationToken);
        return Answers.Ok(await reader.HotspotsAsync(DashboardRange.Of(body.Range, clock.GetUtcNow()), body.Metric, cancellationToken));
    }

    private static DashboardRange RangeOf(HttpRequest request, TimeProvider clock) => DashboardRange.Of(request.Query.Text("range"), clock.GetUtcNow());
}
