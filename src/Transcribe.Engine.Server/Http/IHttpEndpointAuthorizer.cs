using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Http;

namespace Transcribe.Engine.Server.Http;

/// <summary>Decides who may call an endpoint that asks for authorisation.</summary>
public interface IHttpEndpointAuthorizer
{
    /// <summary>Whether the caller may.</summary>
    ValueTask<bool> IsAllowedAsync(HttpContext http, string? policy);
}

/// <summary>Signed-in callers, and those that meet the policy; without an authorisation service nobody meets one.</summary>
internal sealed class AuthenticatedUsers(IServiceProvider services) : IHttpEndpointAuthorizer
{
    public async ValueTask<bool> IsAllowedAsync(HttpContext http, string? policy)
    {
        if (http.User.Identity?.IsAuthenticated != true)
            return false;

        return string.IsNullOrEmpty(policy)
            || (services.GetService(typeof(IAuthorizationService)) is IAuthorizationService service && (await service.AuthorizeAsync(http.User, null, policy)).Succeeded);
    }
}
