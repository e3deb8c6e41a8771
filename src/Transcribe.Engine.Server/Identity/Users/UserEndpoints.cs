using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Transcribe.Engine.Server.Studio;

namespace Transcribe.Engine.Server.Identity;

/// <summary>Lists and changes users.</summary>
internal static class UserEndpoints
{
    public static void MapUsers(this IEndpointRouteBuilder identity)
    {
        var users = identity.MapGroup("/users").RequirePermission(Permission.ManageIdentity);
        users.MapGet("/", ListAsync);
        users.MapPost("/", CreateAsync);
        users.MapPut("/{id}/roles", SetRolesAsync);
        users.MapPut("/{id}/password", SetPasswordAsync);
        users.MapDelete("/{id}", DeleteAsync);
    }

    private static async Task<IResult> ListAsync(UserDirectory users, CancellationToken cancellationToken) =>
        Answers.Ok(new { Users = (await users.ListAsync(cancellationToken)).Select(UserModel.Of) });

    // Upstream answers with the password and its hash; neither leaves this server.
    private static async Task<IResult> CreateAsync(HttpRequest request, UserDirectory users, CancellationToken cancellationToken)
    {
        var body = await request.BodyAsync<UserBody>(cancellationToken);
        var user = await users.CreateAsync(
            body.Name?.Trim(), body.Password, body.Roles ?? [], Caller.Of(request.HttpContext), cancellationToken);
        return Answers.Ok(UserModel.Of(user));
    }

    private static async Task<IResult> SetRolesAsync(string id, HttpRequest request, UserDirectory users, CancellationToken cancellationToken)
    {
        var body = await request.BodyAsync<UserBody>(cancellationToken);
        return Done(await users.SetRolesAsync(id, body.Roles ?? [], Caller.Of(request.HttpContext), cancellationToken));
    }

    private static async Task<IResult> SetPasswordAsync(string id, HttpRequest request, UserDirectory users, CancellationToken cancellationToken)
    {
        var body = await request.BodyAsync<UserBody>(cancellationToken);
        return Done(await users.SetPasswordAsync(id, body.Password, Caller.Of(request.HttpContext), exceptSession: null, cancellationToken));
    }

    private static async Task<IResult> DeleteAsync(string id, HttpContext http, UserDirectory users, CancellationToken cancellationToken) =>
        Done(await users.DeleteAsync(id, Caller.Of(http), cancellationToken));

    private static IResult Done(bool isFound) => isFound ? Results.NoContent() : Results.NotFound();

    private sealed class UserBody
    {
        public string? Name { get; set; }

        public string? Password { get; set; }

        public List<string>? Roles { get; set; }
    }

    private sealed record UserModel(string Id, string Name, IReadOnlyList<string> Roles, DateTimeOffset CreatedAt, DateTimeOffset? LastSignInAt)
    {
        public static UserModel Of(UserRecord user) => new(user.Id, user.Name, user.Roles, user.CreatedAt, user.LastSignInAt);
    }
}
