using Microsoft.AspNetCore.ResponseCompression;
using Transcribe.Engine.Server.Studio;
using Transcribe.Workflows.Host.Shell;

namespace Transcribe.Workflows.Host.Composition;

/// <summary>
/// Compresses what the designer and the shell load. An attack that guesses a secret by the length of compressed answers (BREACH) needs a
/// browser that another site can make ask with the user's credentials; here credentials are a header that no other site can send, never a
/// cookie. Answers that hold tokens, keys or connections are left alone all the same, and so is what workflows answer.
/// </summary>
internal static class Compression
{
    private static readonly string[] Types = ["application/json", "application/problem+json", "text/html", "text/css", "text/javascript", "image/svg+xml", "application/x-typescript"];

    private static readonly PathString[] Compressed = [StudioApi.BasePath, StudioShell.BasePath, "/shell", "/settings", "/sign-in"];

    private static readonly PathString[] Plain = [$"{StudioApi.BasePath}/identity", $"{StudioApi.BasePath}/secrets", $"{StudioApi.BasePath}/hubs"];

    public static void AddCompression(this WebApplicationBuilder builder) => builder.Services.AddResponseCompression(compression =>
    {
        compression.EnableForHttps = true;
        compression.MimeTypes = Types;
        compression.Providers.Add<BrotliCompressionProvider>();
        compression.Providers.Add<GzipCompressionProvider>();
    });

    public static void UseCompression(this WebApplication app) =>
        app.UseWhen(http => IsBelow(http, Compressed) && !IsBelow(http, Plain), branch => branch.UseResponseCompression());

    private static bool IsBelow(HttpContext http, PathString[] places) => Array.Exists(places, place => http.Request.Path.StartsWithSegments(place));
}
