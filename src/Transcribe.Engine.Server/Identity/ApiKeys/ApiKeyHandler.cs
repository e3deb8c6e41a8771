using System.Text.Encodings.Web;
using Microsoft.AspNetCore.Authentication;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Microsoft.Net.Http.Headers;

namespace Transcribe.Engine.Server.Identity;

/// <summary>Reads <c>Authorization: ApiKey …</c>, as upstream does.</summary>
internal sealed class ApiKeyHandler(
    IOptionsMonitor<AuthenticationSchemeOptions> options, ILoggerFactory logger, UrlEncoder encoder, ApiKeyStore keys, RoleDirectory roles)
    : AuthenticationHandler<AuthenticationSchemeOptions>(options, logger, encoder)
{
    public const string SchemeName = "ApiKey";

    private const string Prefix = SchemeName + " ";

    /// <summary>Whether a request brings a key.</summary>
    public static bool IsFor(string? authorization) => authorization?.StartsWith(Prefix, StringComparison.OrdinalIgnoreCase) == true;

    protected override async Task<AuthenticateResult> HandleAuthenticateAsync()
    {
        var header = Request.Headers[HeaderNames.Authorization].FirstOrDefault();
        if (!IsFor(header))
            return AuthenticateResult.NoResult();

        if (await keys.FindAsync(header![Prefix.Length..].Trim(), Context.RequestAborted) is not { } key)
            return AuthenticateResult.Fail("The API key is unknown or has expired.");

        var grants = await roles.GrantsOfAsync(key.Roles, Context.RequestAborted);
        return AuthenticateResult.Success(new AuthenticationTicket(CallerClaims.Create(SchemeName, CallerClaims.ApiKey, key.Id, key.Name, grants), SchemeName));
    }

    protected override Task HandleChallengeAsync(AuthenticationProperties properties)
    {
        Response.Headers.WWWAuthenticate = SchemeName;
        return base.HandleChallengeAsync(properties);
    }
}
