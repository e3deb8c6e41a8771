using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Transcribe.Engine.Server.Studio;

namespace Transcribe.Engine.Server.Identity;

/// <summary>Secrets for workflows, by upstream's routes. Values go in; no answer has one.</summary>
internal static class SecretEndpoints
{
    private const string Text = "text";
    private const string Encrypted = "encrypted";
    private const int DefaultPageSize = 50;

    private static readonly SecretType[] Types = [new(Text, "Text", "A key, a password, a token.", Text, [Encrypted])];

    private static readonly SecretStore[] Stores = [new(Encrypted, "Encrypted", "In the server's database, encrypted with the server's keys.", "Read, Write, Delete, Test", false)];

    public static void MapSecrets(this IEndpointRouteBuilder api)
    {
        // Whoever draws a workflow chooses among names; the picker asks also when somebody only looks.
        api.MapGet("/secrets/descriptors", () => Answers.Ok(new { Types, Stores })).RequirePermission(Permission.ReadDescriptors);
        api.MapPost("/secrets/picker", PickAsync).RequirePermission(Permission.ReadDescriptors);

        var secrets = api.MapGroup("/secrets").RequirePermission(Permission.ManageSecrets);
        secrets.MapGet("/", ListAsync);
        secrets.MapPost("/", CreateAsync);
        secrets.MapGet("/{name}", FindAsync);
        secrets.MapPost("/{name}", DescribeAsync);
        secrets.MapDelete("/{name}", DeleteAsync);
        secrets.MapPost("/{name}/rotate", RotateAsync);
        secrets.MapPost("/{name}/revoke", RevokeAsync);
        secrets.MapPost("/{name}/test", TestAsync);
    }

    private static async Task<IResult> ListAsync(HttpRequest request, SecretVault vault, TimeProvider clock, CancellationToken cancellationToken)
    {
        var found = await vault.ListAsync(request.Query.Text("search"), cancellationToken);
        var size = request.Query.Number("pageSize") ?? DefaultPageSize;
        var page = found.Skip((request.Query.Number("page") ?? 0) * size).Take(size);
        return Answers.Ok(new Paged<SecretModel>([.. page.Select(secret => ModelOf(secret, clock))], found.Count));
    }

    private static async Task<IResult> PickAsync(HttpRequest request, SecretVault vault, TimeProvider clock, CancellationToken cancellationToken)
    {
        var query = await request.BodyAsync<SecretQuery>(cancellationToken);
        var models = (await vault.ListAsync(query.Search, cancellationToken)).Select(secret => ModelOf(secret, clock)).Where(secret =>
            (!query.ActiveOnly || secret.Status == "Active") && IsIn(query.TypeNames, secret.TypeName) && IsIn(query.StoreNames, secret.StoreName)
            && (string.IsNullOrEmpty(query.Scope) || secret.Scope is null || secret.Scope == query.Scope));
        return Answers.Ok(new { Items = models, CanCreateInline = request.HttpContext.User.May(Permission.ManageSecrets) });
    }

    private static async Task<IResult> CreateAsync(HttpRequest request, SecretVault vault, TimeProvider clock, CancellationToken cancellationToken)
    {
        var body = await ReadAsync(request, cancellationToken);
        return Answers.Ok(ModelOf(await vault.CreateAsync(body with { Name = body.Name?.Trim() }, Caller.Of(request.HttpContext), cancellationToken), clock));
    }

    private static async Task<IResult> FindAsync(string name, SecretVault vault, TimeProvider clock, CancellationToken cancellationToken) =>
        Answer(await vault.FindAsync(name, cancellationToken), clock);

    private static async Task<IResult> DescribeAsync(string name, HttpRequest request, SecretVault vault, TimeProvider clock, CancellationToken cancellationToken)
    {
        var body = await ReadAsync(request, cancellationToken);
        return body.Value is not null
            ? Answers.Invalid($"To give the secret another value, POST it to {StudioApi.BasePath}/secrets/{name}/rotate.")
            : Answer(await vault.DescribeAsync(name, body, Caller.Of(request.HttpContext), cancellationToken), clock);
    }

    private static async Task<IResult> RotateAsync(string name, HttpRequest request, SecretVault vault, TimeProvider clock, CancellationToken cancellationToken)
    {
        var body = await ReadAsync(request, cancellationToken);
        return Answer(await vault.RotateAsync(name, body.Value, body.ExpiresAt, Caller.Of(request.HttpContext), cancellationToken), clock);
    }

    private static async Task<IResult> RevokeAsync(string name, HttpContext http, SecretVault vault, TimeProvider clock, CancellationToken cancellationToken) =>
        Answer(await vault.RevokeAsync(name, Caller.Of(http), cancellationToken), clock);

    private static async Task<IResult> DeleteAsync(string name, HttpContext http, SecretVault vault, CancellationToken cancellationToken) =>
        await vault.DeleteAsync(name, Caller.Of(http), cancellationToken) ? Results.NoContent() : Results.NotFound();

    /// <summary>Whether a workflow could use the secret now.</summary>
    private static async Task<IResult> TestAsync(string name, SecretVault vault, CancellationToken cancellationToken)
    {
        try
        {
            await vault.RevealAsync(name, cancellationToken);
            return Answers.Ok(new { Succeeded = true });
        }
        catch (SecretUnusableException exception)
        {
            return Answers.Ok(new { Succeeded = false, Error = exception.Message });
        }
    }

    private static async Task<SecretBody> ReadAsync(HttpRequest request, CancellationToken cancellationToken)
    {
        var body = await request.BodyAsync<SecretBody>(cancellationToken);
        if (body.TypeName is not (null or "" or Text))
            throw new InvalidRequestException($"The type '{body.TypeName}' is unknown here. Known: {Text}.");
        if (body.StoreName is not (null or "" or Encrypted) || !string.IsNullOrEmpty(body.ConfigurationKey))
            throw new InvalidRequestException($"Secrets are kept in the store '{Encrypted}' only: give a value, and no configuration key.");

        return body;
    }

    private static IResult Answer(NamedSecret? secret, TimeProvider clock) => secret is null ? Results.NotFound() : Answers.Ok(ModelOf(secret, clock));

    private static SecretModel ModelOf(NamedSecret secret, TimeProvider clock) => new(
        secret.Id, secret.Name, secret.DisplayName, secret.Description, Text, Encrypted, secret.Scope, secret.StatusAt(clock.GetUtcNow()), secret.Version,
        secret.CreatedAt, secret.UpdatedAt, secret.ExpiresAt);

    private static bool IsIn(IReadOnlyList<string>? wanted, string name) => wanted is null or [] || wanted.Contains(name);
}
