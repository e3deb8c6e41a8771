using Microsoft.AspNetCore.StaticFiles;

namespace Transcribe.Workflows.Host.Shell;

/// <summary>The web shell under <c>/studio</c>: one static page around the designer's elements, which routes by path.</summary>
internal static class StudioShell
{
    public const string BasePath = "/studio";

    // Blazor compiles to WebAssembly and writes style attributes, and one of its components emits a script element for hot keys; Monaco
    // starts workers from blobs. Nothing else, and nothing from elsewhere.
    private const string ContentSecurityPolicy =
        "default-src 'none'; script-src 'self' 'unsafe-inline' 'wasm-unsafe-eval'; style-src 'self' 'unsafe-inline'; img-src 'self' data: blob:; "
        + "font-src 'self' data:; connect-src 'self'; worker-src 'self' blob:; manifest-src 'self'; base-uri 'self'; form-action 'none'; frame-ancestors 'none'";

    public static void AddStudioShell(this IServiceCollection services, string? solutionFolder) =>
        services.AddSingleton(_ => new StudioPackage(solutionFolder));

    public static void MapStudioShell(this IEndpointRouteBuilder routes)
    {
        routes.MapGet("/", () => Results.Redirect($"{BasePath}/"));
        var shell = routes.MapGroup(BasePath).AddEndpointFilter(SecureAsync);
        shell.MapGet("/shell/{**path}", ServeOwn);
        shell.MapGet("/_framework/{**path}", (string path, HttpContext http, StudioPackage package) => StudioFiles.Serve($"_framework/{path}", http, package));
        shell.MapGet("/_content/{**path}", (string path, HttpContext http, StudioPackage package) => StudioFiles.Serve($"_content/{path}", http, package));
        shell.MapGet("/{file:regex(^[A-Za-z0-9.-]+\\.(css|json|ico|png)$)}", (string file, HttpContext http, StudioPackage package) => StudioFiles.Serve(file, http, package));
        shell.MapGet("/{**page}", ServePage);
    }

    /// <summary>Every path that is no file is a place in the shell, so that links and reloads work.</summary>
    private static IResult ServePage(HttpContext http, IWebHostEnvironment environment, StudioPackage package)
    {
        if (http.Request.Path.Value == BasePath)
            return Results.Redirect($"{BasePath}/");

        http.Response.Headers.CacheControl = "no-cache";
        var page = environment.WebRootFileProvider.GetFileInfo(package.IsInstalled ? "studio/index.html" : "studio/missing.html");
        return page.PhysicalPath is null ? Results.NotFound() : Results.File(page.PhysicalPath, "text/html; charset=utf-8");
    }

    private static IResult ServeOwn(string path, HttpContext http, IWebHostEnvironment environment)
    {
        var file = environment.WebRootFileProvider.GetFileInfo($"studio/{path}");
        if (!file.Exists || file.PhysicalPath is null || !new FileExtensionContentTypeProvider().TryGetContentType(path, out var type))
            return Results.NotFound();

        http.Response.Headers.CacheControl = "no-cache";
        return Results.File(file.PhysicalPath, type, lastModified: file.LastModified);
    }

    private static ValueTask<object?> SecureAsync(EndpointFilterInvocationContext context, EndpointFilterDelegate next)
    {
        var headers = context.HttpContext.Response.Headers;
        headers.ContentSecurityPolicy = ContentSecurityPolicy;
        headers.XContentTypeOptions = "nosniff";
        headers["Referrer-Policy"] = "no-referrer";
        return next(context);
    }
}
