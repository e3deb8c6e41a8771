using Microsoft.AspNetCore.Builder;

namespace Transcribe.Engine.Server.Identity;

/// <summary>Declares, where an endpoint is mapped, who may call it.</summary>
public static class PermissionEndpoints
{
    /// <summary>Lets in callers with a permission; others get 401, or 403 when they are signed in.</summary>
    public static TBuilder RequirePermission<TBuilder>(this TBuilder endpoints, string permission)
        where TBuilder : IEndpointConventionBuilder => endpoints.RequireAuthorization(permission);

    /// <summary>Lets in everybody who is signed in.</summary>
    /// <param name="endpoints">What is opened.</param>
    /// <param name="reason">Why no permission is needed.</param>
    public static TBuilder OpenToSignedIn<TBuilder>(this TBuilder endpoints, string reason)
        where TBuilder : IEndpointConventionBuilder => endpoints.RequireAuthorization().WithMetadata(new OpenEndpoint(reason));

    /// <summary>Lets in everybody.</summary>
    /// <param name="endpoints">What is opened.</param>
    /// <param name="reason">Why nobody needs to sign in.</param>
    public static TBuilder OpenToEverybody<TBuilder>(this TBuilder endpoints, string reason)
        where TBuilder : IEndpointConventionBuilder => endpoints.AllowAnonymous().WithMetadata(new OpenEndpoint(reason));
}

/// <summary>Why an endpoint needs no permission.</summary>
/// <param name="Reason">The reason, for whoever reviews.</param>
public sealed record OpenEndpoint(string Reason);
