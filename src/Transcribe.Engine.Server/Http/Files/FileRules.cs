using Microsoft.AspNetCore.Http;

namespace Transcribe.Engine.Server.Http;

/// <summary>Why an endpoint does not take a request.</summary>
/// <param name="Outcome">The outcome that an endpoint may have for it.</param>
/// <param name="StatusCode">What the caller is answered when it has not.</param>
/// <param name="Message">Why, in words.</param>
public sealed record HttpRejection(string Outcome, int StatusCode, string Message)
{
    /// <summary>The body has too many bytes.</summary>
    public const string RequestTooLarge = "Request too large";

    /// <summary>A file has too many bytes.</summary>
    public const string FileTooLarge = "File too large";

    /// <summary>A file has an extension that is not taken.</summary>
    public const string InvalidFileExtension = "Invalid file extension";

    /// <summary>A file has a type that is not taken.</summary>
    public const string InvalidFileMimeType = "Invalid file MIME type";
}

/// <summary>Checks the files of a request in upstream's order: size, allowed extensions, blocked extensions, types.</summary>
internal static class FileRules
{
    /// <summary>Why the files are not taken; null: they are.</summary>
    public static HttpRejection? Find(HttpEndpointStimulus endpoint, IReadOnlyList<IFormFile> files)
    {
        if (files.FirstOrDefault(file => file.Length > endpoint.FileSizeLimit) is { } large)
            return new(HttpRejection.FileTooLarge, StatusCodes.Status413PayloadTooLarge, $"The file '{large.FileName}' is larger than the {endpoint.FileSizeLimit} bytes that this endpoint takes.");

        if (files.FirstOrDefault(file => !IsAllowed(endpoint, Path.GetExtension(file.FileName))) is { } odd)
            return new(HttpRejection.InvalidFileExtension, StatusCodes.Status415UnsupportedMediaType, $"This endpoint does not take files such as '{odd.FileName}'.");

        return endpoint.AllowedMimeTypes is { Count: > 0 } types && files.FirstOrDefault(file => !types.Contains(file.ContentType, StringComparer.OrdinalIgnoreCase)) is { } strange
            ? new(HttpRejection.InvalidFileMimeType, StatusCodes.Status415UnsupportedMediaType, $"This endpoint does not take files of the type '{strange.ContentType}'.")
            : null;
    }

    private static bool IsAllowed(HttpEndpointStimulus endpoint, string extension) =>
        (endpoint.AllowedFileExtensions is not { Count: > 0 } allowed || allowed.Any(other => IsSame(extension, other)))
        && endpoint.BlockedFileExtensions?.Any(other => IsSame(extension, other)) != true;

    // With or without the dot, in any letter case.
    private static bool IsSame(string extension, string other) => string.Equals(extension.TrimStart('.'), other.Trim().TrimStart('.'), StringComparison.OrdinalIgnoreCase);
}
