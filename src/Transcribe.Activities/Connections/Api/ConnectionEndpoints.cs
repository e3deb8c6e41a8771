using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Routing;

namespace Transcribe.Activities.Connections;

/// <summary>Connections over HTTP. Secrets go in and never come out.</summary>
internal static class ConnectionEndpoints
{
    private const int MaxBodyBytes = 64 * 1024;

    public static void MapConnections(this IEndpointRouteBuilder api)
    {
        var routes = api.MapGroup("/connections").WithMetadata(new RequestSizeLimitAttribute(MaxBodyBytes)).AddEndpointFilter(ExplainAsync);
        routes.MapGet("/types", (ConnectionManager manager) => manager.Types.Select(type => new { type.Name, type.DisplayName, type.Fields }));
        routes.MapGet("/", (ConnectionManager manager) => manager.List());
        routes.MapGet("/{type}/{name}", (string type, string name, ConnectionManager manager) => ApiAnswers.Found(manager.Find(type, name), Missing(type, name)));
        routes.MapPut("/{type}/{name}", SaveAsync);
        routes.MapDelete("/{type}/{name}", DeleteAsync);
        routes.MapPost("/{type}/{name}/test", TestAsync);
        routes.MapPost("/{type}/{name}/rotate", RotateAsync);
    }

    private static async Task<ConnectionView> SaveAsync(string type, string name, SettingsBody body, ConnectionManager manager, CancellationToken cancellationToken) =>
        await manager.SaveAsync(type, name, body.Read(), cancellationToken);

    private static async Task<IResult> DeleteAsync(string type, string name, ConnectionManager manager, CancellationToken cancellationToken) =>
        await manager.DeleteAsync(type, name, cancellationToken) ? Results.NoContent() : ApiAnswers.NotFound(Missing(type, name));

    // Without a body the connection is tested as it is.
    private static async Task<IResult> TestAsync(string type, string name, HttpRequest request, ConnectionManager manager, CancellationToken cancellationToken)
    {
        var body = request.HasJsonContentType() ? await request.ReadFromJsonAsync<SettingsBody>(cancellationToken) : null;
        return ApiAnswers.Found(await manager.TestAsync(type, name, body?.Settings is null ? null : body.Read(), cancellationToken), Missing(type, name));
    }

    private static async Task<ConnectionView> RotateAsync(
        string type, string name, SettingsBody body, ConnectionManager manager, bool withoutTest = false, CancellationToken cancellationToken = default) =>
        await manager.RotateAsync(type, name, body.Read(), withoutTest, cancellationToken);

    private static string Missing(string type, string name) => $"There is no {type} connection named '{name}'.";

    private static async ValueTask<object?> ExplainAsync(EndpointFilterInvocationContext context, EndpointFilterDelegate next)
    {
        try
        {
            return await next(context);
        }
        catch (ConnectionRejectedException exception)
        {
            return Results.Problem(exception.Message, statusCode: StatusCodes.Status422UnprocessableEntity, title: "The connection cannot be used like this.");
        }
        catch (UnknownConnectionException exception)
        {
            return Results.Problem(exception.Message, statusCode: StatusCodes.Status404NotFound, title: "There is no such connection.");
        }
    }

    /// <param name="Settings">Texts, numbers and booleans by name; null or an empty text removes a setting.</param>
    internal sealed record SettingsBody(IReadOnlyDictionary<string, JsonElement>? Settings)
    {
        public IReadOnlyDictionary<string, string?> Read() => (Settings ?? throw new ConnectionRejectedException("The body needs 'settings'."))
            .ToDictionary(setting => setting.Key, setting => TextOf(setting.Key, setting.Value), StringComparer.OrdinalIgnoreCase);

        public override string ToString() => nameof(SettingsBody);

        private static string? TextOf(string name, JsonElement value) => value.ValueKind switch
        {
            JsonValueKind.Null => null,
            JsonValueKind.String => value.GetString(),
            JsonValueKind.Number or JsonValueKind.True or JsonValueKind.False => value.GetRawText(),
            _ => throw new ConnectionRejectedException($"'{name}' must be a text, a number or a boolean."),
        };
    }
}
