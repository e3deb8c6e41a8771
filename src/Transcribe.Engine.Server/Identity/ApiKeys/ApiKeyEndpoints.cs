using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Transcribe.Engine.Server.Studio;

namespace Transcribe.Engine.Server.Identity;

/// <summary>Makes, lists and deletes API keys, under upstream's name for those who have them.</summary>
internal static class ApiKeyEndpoints
{
    public static void MapApiKeys(this IEndpointRouteBuilder identity)
    {
        var keys = identity.MapGroup("/applications").RequirePermission(Permission.ManageIdentity);
        keys.MapGet("/", ListAsync);
        keys.MapPost("/", CreateAsync);
        keys.MapDelete("/{id}", DeleteAsync);
    }

    private static async Task<IResult> ListAsync(ApiKeyStore keys, CancellationToken cancellationToken) =>
        Answers.Ok(new { Applications = (await keys.ListAsync(cancellationToken)).Select(key => ApiKeyModel.Of(key)) });

    private static async Task<IResult> CreateAsync(HttpRequest request, ApiKeyStore keys, CancellationToken cancellationToken)
    {
        var body = await request.BodyAsync<ApiKeyBody>(cancellationToken);
        var (record, key) = await keys.CreateAsync(
            body.Name?.Trim(), body.Roles ?? [], body.ExpiresAt, Caller.Of(request.HttpContext), cancellationToken);
        return Answers.Ok(ApiKeyModel.Of(record) with { ApiKey = key });
    }

    private static async Task<IResult> DeleteAsync(string id, HttpContext http, ApiKeyStore keys, CancellationToken cancellationToken) =>
        await keys.DeleteAsync(id, Caller.Of(http), cancellationToken) ? Results.NoContent() : Results.NotFound();

    private sealed class ApiKeyBody
    {
        public string? Name { get; set; }

        public List<string>? Roles { get; set; }

        public DateTimeOffset? ExpiresAt { get; set; }
    }

    private sealed record ApiKeyModel(string Id, string Name, IReadOnlyList<string> Roles, DateTimeOffset CreatedAt, DateTimeOffset? ExpiresAt, DateTimeOffset? LastUsedAt)
    {
        /// <summary>The key itself, in the answer that makes it and never again.</summary>
        public string? ApiKey { get; init; }

        public static ApiKeyModel Of(ApiKeyRecord key) => new(key.Id, key.Name, key.Roles, key.CreatedAt, key.ExpiresAt, key.LastUsedAt);
    }
}
