using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Transcribe.Engine.Server.Studio;

namespace Transcribe.Engine.Server.Identity;

/// <summary>Lists and changes roles.</summary>
internal static class RoleEndpoints
{
    public static void MapRoles(this IEndpointRouteBuilder identity)
    {
        var roles = identity.MapGroup("/roles").RequirePermission(Permission.ManageIdentity);
        roles.MapGet("/", ListAsync);
        roles.MapPost("/", CreateAsync);
        roles.MapPut("/{id}", ChangeAsync);
        roles.MapDelete("/{id}", DeleteAsync);
        identity.MapGet("/permissions", ListPermissions).RequirePermission(Permission.ManageIdentity);
    }

    private static async Task<IResult> ListAsync(RoleDirectory roles, CancellationToken cancellationToken) =>
        Answers.Ok(new { Roles = await roles.ListAsync(cancellationToken) });

    private static async Task<IResult> CreateAsync(HttpRequest request, RoleDirectory roles, CancellationToken cancellationToken)
    {
        var body = await request.BodyAsync<RoleBody>(cancellationToken);
        var role = new Role(body.Id ?? body.Name?.Trim().ToLowerInvariant().Replace(' ', '-') ?? string.Empty, body.Name ?? string.Empty, body.Permissions ?? []);
        return await SaveAsync(role, isNew: true, request.HttpContext, roles, cancellationToken);
    }

    private static async Task<IResult> ChangeAsync(string id, HttpRequest request, RoleDirectory roles, CancellationToken cancellationToken)
    {
        var body = await request.BodyAsync<RoleBody>(cancellationToken);
        return await SaveAsync(new Role(id, body.Name ?? id, body.Permissions ?? []), isNew: false, request.HttpContext, roles, cancellationToken);
    }

    private static async Task<IResult> SaveAsync(Role role, bool isNew, HttpContext http, RoleDirectory roles, CancellationToken cancellationToken) =>
        Answers.Ok(await roles.SaveAsync(role, isNew, Caller.Of(http), cancellationToken));

    private static async Task<IResult> DeleteAsync(string id, HttpContext http, RoleDirectory roles, CancellationToken cancellationToken) =>
        await roles.DeleteAsync(id, Caller.Of(http), cancellationToken) ? Results.NoContent() : Results.NotFound();

    private static IResult ListPermissions() => Answers.List([.. Permission.Known.Select(known => new { Name = known.Key, Description = known.Value })]);

    private sealed class RoleBody
    {
        public string? Id { get; set; }

        public string? Name { get; set; }

        public List<string>? Permissions { get; set; }
    }
}
