using Microsoft.AspNetCore.StaticFiles;
using Transcribe.Engine.Server.Identity;

namespace Transcribe.Workflows.Host.Shell;

/// <summary>The pages around the product: signing in, starting, schedules, webhook tests, transcriptions, deliveries, connections, settings, and the modules and styles that all pages share.</summary>
internal static class ShellPages
{
    private const string ContentSecurityPolicy =
        "default-src 'none'; script-src 'self' 'inline-speculation-rules'; style-src 'self'; img-src 'self' data:; connect-src 'self'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'";

    // Browsers that can, start the designer while the pointer is on its way to the link.
    private const string SpeculationRules = "\"/shell/studio/ahead.speculationrules\"";

    private const string OpenBecause = "Pages, modules and styles hold no data: what they show they ask the API for, with the caller's token.";

    // One document for all pages; its module finds by the path what to show.
    private static readonly string[] Pages =
        ["/", "/schedules", "/tests/{section?}", "/replay/{id?}", "/transcriptions/{id?}", "/deliveries", "/connections/{type?}/{name?}", "/settings/{section?}"];

    private static readonly FileExtensionContentTypeProvider Types = new() { Mappings = { [".js"] = "text/javascript", [".speculationrules"] = "application/speculationrules+json" } };

    public static void MapShellPages(this IEndpointRouteBuilder routes)
    {
        var shell = routes.MapShell(string.Empty, ContentSecurityPolicy);
        foreach (var page in Pages)
            shell.MapGet(page, ServePage);
        shell.MapGet("/sign-in", (HttpContext http, IWebHostEnvironment environment) => Serve("sign-in.html", http, environment));
        shell.MapGet("/shell/{**path}", (string path, HttpContext http, IWebHostEnvironment environment) => Serve($"shell/{path}", http, environment));
        shell.MapFallback("/{**nothing}", () => Results.NotFound());
    }

    private static IResult ServePage(HttpContext http, IWebHostEnvironment environment)
    {
        http.Response.Headers["Speculation-Rules"] = SpeculationRules;
        return Serve("page.html", http, environment);
    }

    /// <summary>A group of pages with a policy of what they may load.</summary>
    public static RouteGroupBuilder MapShell(this IEndpointRouteBuilder routes, string path, string contentSecurityPolicy) =>
        routes.MapGroup(path).OpenToEverybody(OpenBecause).AddEndpointFilter((context, next) =>
        {
            var headers = context.HttpContext.Response.Headers;
            headers.ContentSecurityPolicy = contentSecurityPolicy;
            headers.XContentTypeOptions = "nosniff";
            headers["Referrer-Policy"] = "no-referrer";
            return next(context);
        });

    /// <summary>A file of the web root.</summary>
    public static IResult Serve(string path, HttpContext http, IWebHostEnvironment environment)
    {
        var file = environment.WebRootFileProvider.GetFileInfo(path);
        if (!file.Exists || file.PhysicalPath is null || !Types.TryGetContentType(path, out var type))
            return Results.NotFound();

        http.Response.Headers.CacheControl = "no-cache";
        return Results.File(file.PhysicalPath, type.StartsWith("text/", StringComparison.Ordinal) ? $"{type}; charset=utf-8" : type, lastModified: file.LastModified);
    }
}
