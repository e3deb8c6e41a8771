namespace Transcribe.Workflows.Host.Shell;

/// <summary>The designer's pages under <c>/studio</c>: one static page around its elements, which routes by path.</summary>
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
        var shell = routes.MapShell(BasePath, ContentSecurityPolicy);
        shell.MapGet("/_framework/{**path}", (string path, HttpContext http, StudioPackage package) => StudioFiles.Serve($"_framework/{path}", http, package));
        shell.MapGet("/_content/{**path}", (string path, HttpContext http, StudioPackage package) => StudioFiles.Serve($"_content/{path}", http, package));

        // The package's own names a server on its author's machine, and lets the runtime tell the console of each request.
        shell.MapGet("/appsettings.json", (HttpContext http, IWebHostEnvironment environment) => ShellPages.Serve("studio-settings.json", http, environment));
        shell.MapGet("/{file:regex(^[A-Za-z0-9.-]+\\.(css|json|ico|png)$)}", (string file, HttpContext http, StudioPackage package) => StudioFiles.Serve(file, http, package));
        shell.MapGet("/{**page}", ServePage);
    }

    /// <summary>Every path that is no file is a place in the shell, so that links and reloads work.</summary>
    private static IResult ServePage(HttpContext http, IWebHostEnvironment environment, StudioPackage package)
    {
        if (http.Request.Path.Value == BasePath)
            return Results.Redirect($"{BasePath}/");
        if (!package.IsInstalled)
            return ShellPages.Serve("studio-missing.html", http, environment);

        http.Response.Headers.Link = package.Preloads;
        return ShellPages.Serve("studio.html", http, environment);
    }
}
