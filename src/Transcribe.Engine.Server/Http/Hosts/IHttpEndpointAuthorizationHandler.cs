using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Http;

namespace Transcribe.Engine.Server.Http;

/// <summary>Decides who may call an endpoint that asks for authorisation. A host registers its own in the place of the engine's.</summary>
public interface IHttpEndpointAuthorizationHandler
{
    /// <summary>Whether the caller may; false: it is answered 401.</summary>
    ValueTask<bool> AuthorizeAsync(AuthorizeHttpEndpointContext context);
}

/// <summary>Who calls what.</summary>
/// <param name="HttpContext">The request.</param>
/// <param name="Policy">The policy that the endpoint names; null: none.</param>
public sealed record AuthorizeHttpEndpointContext(HttpContext HttpContext, string? Policy);

/// <summary>Signed-in callers, and those that meet the policy; without an authorisation service nobody meets one.</summary>
internal sealed class AuthenticatedUsers(IServiceProvider services) : IHttpEndpointAuthorizationHandler
{
    public async ValueTask<bool> AuthorizeAsync(AuthorizeHttpEndpointContext context)
    {
        var user = context.HttpContext.User;
        if (user.Identity?.IsAuthenticated != true)
            return false;

        return string.IsNullOrEmpty(context.Policy)
            || (services.GetService(typeof(IAuthorizationService)) is IAuthorizationService service && (await service.AuthorizeAsync(user, null, context.Policy)).Succeeded);
    }
}
