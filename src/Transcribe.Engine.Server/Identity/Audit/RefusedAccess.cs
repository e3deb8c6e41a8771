using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Authorization.Policy;
using Microsoft.AspNetCore.Http;
using Transcribe.Engine.Server.Studio;

namespace Transcribe.Engine.Server.Identity;

/// <summary>Tells callers why they are not let in, and the audit log when somebody who is signed in asks for what they may not.</summary>
internal sealed class RefusedAccess(AuditLog log) : IAuthorizationMiddlewareResultHandler
{
    private readonly AuthorizationMiddlewareResultHandler _framework = new();

    public async Task HandleAsync(RequestDelegate next, HttpContext context, AuthorizationPolicy policy, PolicyAuthorizationResult authorizeResult)
    {
        if (authorizeResult.Forbidden)
            await log.WriteAsync(Caller.Of(context), AuditActions.RefuseAccess, $"{context.Request.Method} {context.Request.Path}", AuditOutcome.Refused, context.RequestAborted);

        await _framework.HandleAsync(next, context, policy, authorizeResult);
        if (!authorizeResult.Succeeded && !context.Response.HasStarted)
            await Explain(context, authorizeResult).ExecuteAsync(context);
    }

    private static IResult Explain(HttpContext context, PolicyAuthorizationResult result) => (BareErrors.AreAskedFor(context), result.Challenged) switch
    {
        (true, _) => Results.StatusCode(context.Response.StatusCode),
        (_, true) => Answers.Refused(
            StatusCodes.Status401Unauthorized,
            $"Sign in first: POST {StudioApi.BasePath}/identity/login, and send its accessToken as 'Authorization: Bearer …'; or send 'Authorization: ApiKey …'."),
        _ => Answers.Forbidden(context.GetEndpoint()?.Metadata.GetMetadata<IAuthorizeData>()?.Policy ?? Permission.All),
    };
}
