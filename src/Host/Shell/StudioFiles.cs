using System.Text.RegularExpressions;
using Microsoft.AspNetCore.StaticFiles;
using Microsoft.Extensions.FileProviders;
using Microsoft.Net.Http.Headers;

namespace Transcribe.Workflows.Host.Shell;

/// <summary>Serves the package's files: compressed as they were shipped, and kept for ever by browsers where the name tells the content.</summary>
internal static partial class StudioFiles
{
    private const string ForEver = "public, max-age=31536000, immutable";
    private const string AskAgain = "no-cache";
    private const string Unknown = "application/octet-stream";

    private static readonly FileExtensionContentTypeProvider Types = new()
    {
        Mappings = { [".wasm"] = "application/wasm", [".js"] = "text/javascript" },
    };

    public static IResult Serve(string path, HttpContext http, StudioPackage package)
    {
        if (Choose(path, http.Request, package) is not { Body.PhysicalPath: { } place } found)
            return Results.NotFound();

        var (body, encoding) = found;
        http.Response.Headers.CacheControl = Fingerprint().IsMatch(path) ? ForEver : AskAgain;
        http.Response.Headers.Vary = HeaderNames.AcceptEncoding;
        if (encoding is not null)
            http.Response.Headers.ContentEncoding = encoding;

        var tag = new EntityTagHeaderValue($"\"{body.LastModified.ToUnixTimeSeconds():x}-{body.Length:x}\"");
        return Results.File(place, Types.TryGetContentType(path, out var type) ? type : Unknown, lastModified: body.LastModified, entityTag: tag);
    }

    // Some of its files are there compressed only.
    private static (IFileInfo Body, string? Encoding)? Choose(string path, HttpRequest request, StudioPackage package)
    {
        var accepted = request.GetTypedHeaders().AcceptEncoding;
        foreach (var (encoding, suffix) in new[] { ("br", ".br"), ("gzip", ".gz") })
        {
            if (accepted.Any(value => value.Value == encoding && value.Quality is not 0) && package.Find(path + suffix) is { } compressed)
                return (compressed, encoding);
        }

        return package.Find(path) is { } plain ? (plain, null) : null;
    }

    // dotnet.runtime.v06hirbjsv.js: ten letters and digits before the type.
    [GeneratedRegex(@"\.[a-z0-9]{10}\.[a-z0-9.]+$", RegexOptions.NonBacktracking)]
    private static partial Regex Fingerprint();
}
