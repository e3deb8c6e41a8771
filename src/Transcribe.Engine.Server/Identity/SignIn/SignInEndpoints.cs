using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Net.Http.Headers;
using Transcribe.Engine.Server.Studio;

namespace Transcribe.Engine.Server.Identity;

/// <summary>Signs in, refreshes tokens, and signs out. Refresh tokens come as upstream's do: as the bearer of the request.</summary>
internal static class SignInEndpoints
{
    private const string Bearer = "Bearer ";

    public static void MapSignIn(this IEndpointRouteBuilder identity)
    {
        identity.MapPost("/login", SignInAsync).OpenToEverybody("Here callers say who they are.");
        identity.MapPost("/refresh-token", RefreshAsync).OpenToEverybody("The refresh token says who the caller is.");
        identity.MapPost("/sign-out", SignOutAsync).OpenToEverybody("The refresh token says who the caller is.");
    }

    private static async Task<IResult> SignInAsync(HttpContext http, SignInService service, CancellationToken cancellationToken)
    {
        var body = await http.Request.BodyAsync<SignInBody>(cancellationToken);
        var missing = new Dictionary<string, string[]>(StringComparer.Ordinal);
        if (string.IsNullOrWhiteSpace(body.Username))
            missing["username"] = ["'username' must not be empty."];
        if (string.IsNullOrEmpty(body.Password))
            missing["password"] = ["'password' must not be empty."];
        if (missing.Count > 0)
            return Answers.Invalid(missing);

        var result = await service.SignInAsync(body.Username!, body.Password!, Caller.Of(http), cancellationToken);
        if (result.RetryAfter is { } wait)
        {
            var seconds = (int)Math.Ceiling(wait.TotalSeconds);
            http.Response.Headers.RetryAfter = seconds.ToString();
            return Results.Problem($"Too many attempts. Try again in {seconds} seconds.", statusCode: StatusCodes.Status429TooManyRequests);
        }

        return Answer(result.Tokens);
    }

    private static async Task<IResult> RefreshAsync(HttpContext http, SessionStore sessions, CancellationToken cancellationToken)
    {
        if (TokenOf(http) is { } token && await sessions.RotateAsync(token, Caller.Of(http), cancellationToken) is { } tokens)
            return Answer(tokens);

        http.Response.Headers.WWWAuthenticate = "Bearer error=\"invalid_token\"";
        return Answers.Refused(StatusCodes.Status401Unauthorized, "The refresh token is not good, or not any more. Sign in again.");
    }

    private static async Task<IResult> SignOutAsync(HttpContext http, SessionStore sessions, CancellationToken cancellationToken)
    {
        if (TokenOf(http) is { } token)
            await sessions.EndAsync(token, Caller.Of(http), cancellationToken);
        return Results.NoContent();
    }

    private static IResult Answer(SessionTokens? tokens) =>
        Answers.Ok(new SignInAnswer(tokens is not null, tokens?.AccessToken, tokens?.RefreshToken));

    private static string? TokenOf(HttpContext http) =>
        http.Request.Headers[HeaderNames.Authorization] is [{ } header] && header.StartsWith(Bearer, StringComparison.OrdinalIgnoreCase) ? header[Bearer.Length..].Trim() : null;

    private sealed class SignInBody
    {
        public string? Username { get; set; }

        public string? Password { get; set; }
    }

    private sealed record SignInAnswer(bool IsAuthenticated, string? AccessToken, string? RefreshToken);
}
