using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Options;
using Transcribe.Engine.Server.Studio;

namespace Transcribe.Engine.Server.Identity;

/// <summary>What everybody may change of themselves.</summary>
internal static class AccountEndpoints
{
    public static void MapAccount(this IEndpointRouteBuilder identity)
    {
        var account = identity.MapGroup("/me").OpenToSignedIn("Everybody may see and change what is their own.");
        account.MapGet("/", Show);
        account.MapPut("/password", ChangePasswordAsync);
    }

    private static IResult Show(HttpContext http, IOptions<IdentityOptions> options)
    {
        var grants = Caller.Of(http).Grants;
        return Answers.Ok(new { http.User.Identity!.Name, grants.Roles, grants.Permissions, options.Value.MinPasswordLength });
    }

    private static async Task<IResult> ChangePasswordAsync(HttpContext http, UserDirectory users, Passwords passwords, SignInThrottle throttle, CancellationToken cancellationToken)
    {
        var body = await http.Request.BodyAsync<PasswordBody>(cancellationToken);
        var name = http.User.Identity!.Name!;
        if (http.User.FindFirst(CallerClaims.Kind)?.Value != CallerClaims.User || await users.FindAsync(name, cancellationToken) is not { } user)
            throw new NotAllowedException("An API key has no password.");

        // Whoever finds an open window must not try out passwords here either.
        if (throttle.Begin(user.Key, Caller.Of(http).Address ?? string.Empty) is not null)
            throw new InvalidRequestException("Too many attempts. Try again in some minutes.");
        if (!passwords.IsRight(user.Name, user.PasswordHash, body.CurrentPassword ?? string.Empty, out _))
        {
            throttle.Fail(user.Key);
            throw new InvalidRequestException("The current password is not right.");
        }

        await users.SetPasswordAsync(user.Id, body.NewPassword, Caller.Of(http), http.User.FindFirst(CallerClaims.Session)?.Value, cancellationToken);
        return Results.NoContent();
    }

    private sealed class PasswordBody
    {
        public string? CurrentPassword { get; set; }

        public string? NewPassword { get; set; }
    }
}
