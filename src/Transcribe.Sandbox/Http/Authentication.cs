using Transcribe.Sandbox.Account;
using Transcribe.Sandbox.Storage;

namespace Transcribe.Sandbox.Http;

/// <summary>Lets nobody past who has no key, except to a presigned address, which carries its own.</summary>
internal sealed class Authentication(RequestDelegate next, ApiKeys keys)
{
    private const string Scheme = "Bearer ";
    private static readonly object KeyItem = new();

    public async Task InvokeAsync(HttpContext http)
    {
        if (http.Request.Path.StartsWithSegments("/api") || http.Request.Path.StartsWithSegments("/sandbox"))
        {
            var key = await AuthenticateAsync(http.Request);
            var scope = HttpMethods.IsGet(http.Request.Method) || HttpMethods.IsHead(http.Request.Method)
                ? SandboxKeyOptions.ReadScope
                : SandboxKeyOptions.WriteScope;
            if (!key.Scopes.Split(' ').Contains(scope))
                throw ApiErrors.ScopeForbidden(scope);

            http.Items[KeyItem] = key;
        }

        await next(http);
    }

    /// <summary>The key of this request, as it was when the request came.</summary>
    public static ApiKeyRow KeyOf(HttpContext http) =>
        http.Items[KeyItem] as ApiKeyRow ?? throw new InvalidOperationException("This address is not behind authentication.");

    private async Task<ApiKeyRow> AuthenticateAsync(HttpRequest request)
    {
        var header = request.Headers.Authorization.ToString();
        if (!header.StartsWith(Scheme, StringComparison.OrdinalIgnoreCase) || header.Length == Scheme.Length)
            throw ApiErrors.Unauthenticated();

        return await keys.FindAsync(header[Scheme.Length..].Trim()) ?? throw ApiErrors.InvalidKey();
    }
}
