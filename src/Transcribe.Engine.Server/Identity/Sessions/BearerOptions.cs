using Microsoft.AspNetCore.Authentication.JwtBearer;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace Transcribe.Engine.Server.Identity;

/// <summary>
/// Believes an access token while its session lives, and reads what the user may from the database: a role that was taken away, a password
/// that was changed and a user who was deleted count at once.
/// </summary>
internal sealed class BearerOptions(AccessTokens tokens) : IConfigureNamedOptions<JwtBearerOptions>
{
    private const string QueryParameter = "access_token";
    private const string Hubs = "/hubs/";

    public void Configure(JwtBearerOptions options) => Configure(JwtBearerDefaults.AuthenticationScheme, options);

    public void Configure(string? name, JwtBearerOptions options)
    {
        options.MapInboundClaims = false;
        options.TokenValidationParameters = tokens.ToValidate();
        options.Events = new JwtBearerEvents { OnMessageReceived = ReadQuery, OnTokenValidated = IdentifyAsync };
    }

    // A browser cannot send a header with a WebSocket.
    private static Task ReadQuery(MessageReceivedContext context)
    {
        if (context.Request.Path.Value?.Contains(Hubs, StringComparison.OrdinalIgnoreCase) == true && context.Request.Query[QueryParameter] is [{ Length: > 0 } token])
            context.Token = token;
        return Task.CompletedTask;
    }

    private static async Task IdentifyAsync(TokenValidatedContext context)
    {
        var services = context.HttpContext.RequestServices;
        var cancellationToken = context.HttpContext.RequestAborted;
        var session = context.Principal!.FindFirst(CallerClaims.Session)?.Value;
        if (session is null || await services.GetRequiredService<SessionStore>().FindUserAsync(session, cancellationToken) is not { } user)
        {
            context.Fail("The session has ended.");
            return;
        }

        var grants = await services.GetRequiredService<RoleDirectory>().GrantsOfAsync(user.Roles, cancellationToken);
        context.Principal = CallerClaims.Create(JwtBearerDefaults.AuthenticationScheme, CallerClaims.User, user.Id, user.Name, grants, session);
    }
}
