using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace Transcribe.Engine.Server.Identity;

/// <summary>
/// Writes into the audit log what an endpoint does: that it begins, before anything is done, and how it ended, before the caller is told.
/// So nothing is done without a line, not even when the server stops in between.
/// </summary>
public static class AuditedEndpoints
{
    /// <summary>Has an endpoint audited. Its target is what its route names, unless the handler says better: <see cref="AuditTrail"/>.</summary>
    public static RouteHandlerBuilder Audited(this RouteHandlerBuilder endpoint, string action) =>
        endpoint.AddEndpointFilter((context, next) => RunAsync(action, context, next, named: 1));

    /// <summary>Has those requests audited for which an action is named; the target is everything that the route names.</summary>
    public static TBuilder AuditedWhere<TBuilder>(this TBuilder endpoints, Func<HttpContext, string?> nameAction)
        where TBuilder : IEndpointConventionBuilder => endpoints.AddEndpointFilter((context, next) =>
            nameAction(context.HttpContext) is { } action ? RunAsync(action, context, next, named: int.MaxValue) : next(context));

    private static async ValueTask<object?> RunAsync(string action, EndpointFilterInvocationContext context, EndpointFilterDelegate next, int named)
    {
        var http = context.HttpContext;
        var log = http.RequestServices.GetRequiredService<AuditLog>();
        var trail = new AuditTrail { Action = action };
        trail.Add([.. http.Request.RouteValues.Values.OfType<string>().Take(named)]);
        http.Features.Set(trail);
        var id = await log.WriteAsync(Caller.Of(http), trail.Action, trail.Target, outcome: null, http.RequestAborted);
        var outcome = AuditOutcome.Failed;
        try
        {
            var result = await next(context);
            outcome = (result as IStatusCodeHttpResult)?.StatusCode switch
            {
                >= StatusCodes.Status500InternalServerError => AuditOutcome.Failed,
                >= StatusCodes.Status400BadRequest => AuditOutcome.Refused,
                _ => AuditOutcome.Done,
            };
            return result;
        }
        finally
        {
            // What was done was done, even if the caller has gone.
            await log.EndAsync(id, trail.Action, trail.Target, outcome, CancellationToken.None);
        }
    }
}

/// <summary>What a request does, for the audit log.</summary>
internal sealed class AuditTrail
{
    private List<string> _targets = [];

    /// <summary>What is done.</summary>
    public required string Action { get; set; }

    /// <summary>What it is done to; null: nothing.</summary>
    public string? Target => _targets.Count == 0 ? null : string.Join(", ", _targets);

    public void Add(params IReadOnlyCollection<string> targets) => _targets.AddRange(targets);

    /// <summary>Replaces what the route names.</summary>
    public void Set(params IEnumerable<string> targets) => _targets = [.. targets];
}

/// <summary>Lets a handler say what it does.</summary>
internal static class AuditTrails
{
    /// <summary>Names what was done to what.</summary>
    public static void Audit(this HttpContext http, string? action, params IEnumerable<string> targets)
    {
        if (http.Features.Get<AuditTrail>() is not { } trail)
            return;

        trail.Action = action ?? trail.Action;
        trail.Set(targets);
    }
}
