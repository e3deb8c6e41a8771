using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Transcribe.Engine.Server.Studio;

namespace Transcribe.Engine.Server.Identity;

/// <summary>Lists the audit log.</summary>
internal static class AuditEndpoints
{
    private const int DefaultTake = 50;
    private const int MaxTake = 500;

    public static void MapAuditLog(this IEndpointRouteBuilder api) => api.MapGet("/audit-log", ListAsync).RequirePermission(Permission.ReadAuditLog);

    private static async Task<IResult> ListAsync(HttpRequest request, AuditLog log, CancellationToken cancellationToken)
    {
        var query = request.Query;
        var take = Math.Clamp(query.Number("take") ?? DefaultTake, 1, MaxTake);
        long? before = long.TryParse(query.Text("before"), out var id) ? id : null;
        var lines = await log.ListAsync(new AuditQuery(take + 1, before, query.Text("actor"), query.Text("action"), query.Text("target")), cancellationToken);
        var page = lines.Take(take).ToList();
        return Answers.Ok(new { Items = page, Before = lines.Count > take ? page[^1].Id : (long?)null });
    }
}
