using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Routing;
using Transcribe.Engine.Server.Studio;

namespace Transcribe.Engine.Server.Identity;

/// <summary>The API of sign-in, users, roles, API keys, secrets and the audit log: upstream's routes where upstream has them.</summary>
public static class IdentityApi
{
    // Names, passwords and lists of roles; nothing here is long.
    private const int MaxBodyBytes = 64 * 1024;

    /// <summary>Serves the API.</summary>
    public static IEndpointRouteBuilder MapIdentityApi(this IEndpointRouteBuilder routes)
    {
        var api = routes.MapGroup(StudioApi.BasePath)
            .WithMetadata(new RequestSizeLimitAttribute(MaxBodyBytes))
            .AddEndpointFilter<StudioErrors>()
            .AddEndpointFilter(ExplainAsync);
        var identity = api.MapGroup("/identity");
        identity.MapSignIn();
        identity.MapAccount();
        identity.MapUsers();
        identity.MapRoles();
        identity.MapApiKeys();
        identity.MapSecretHash();
        api.MapSecrets();
        api.MapAuditLog();
        return routes;
    }

    private static async ValueTask<object?> ExplainAsync(EndpointFilterInvocationContext context, EndpointFilterDelegate next)
    {
        // Answers hold tokens and names; no cache on the way keeps them.
        context.HttpContext.Response.Headers.CacheControl = "no-store";
        try
        {
            return await next(context);
        }
        catch (NotAllowedException exception)
        {
            return Answers.Refused(StatusCodes.Status403Forbidden, exception.Message);
        }
    }
}
