using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Authorization.Policy;
using Microsoft.AspNetCore.Http;

namespace Transcribe.Engine.Server.Identity;

/// <summary>Writes into the audit log when somebody who is signed in asks for what they may not.</summary>
internal sealed class RefusedAccess(AuditLog log) : IAuthorizationMiddlewareResultHandler
{
    private readonly AuthorizationMiddlewareResultHandler _framework = new();

    public async Task HandleAsync(RequestDelegate next, HttpContext context, AuthorizationPolicy policy, PolicyAuthorizationResult authorizeResult)
    {
        if (authorizeResult.Forbidden)
            await log.WriteAsync(Caller.Of(context), AuditActions.RefuseAccess, $"{context.Request.Method} {context.Request.Path}", AuditOutcome.Refused, context.RequestAborted);

        await _framework.HandleAsync(next, context, policy, authorizeResult);
    }
}
