using System.Text.Json;
using Microsoft.AspNetCore.Http;

namespace Transcribe.Engine.Server.Http;

/// <summary>Reads the body of a request, counting while it reads: a declared length is a promise, not a limit.</summary>
internal static class RequestBody
{
    private const int BufferSize = 16 * 1024;

    /// <summary>The parsed body, and the files of a form.</summary>
    /// <param name="request">The request.</param>
    /// <param name="limit">How many bytes it may have.</param>
    /// <param name="keepsText">Whether JSON is given as the text that came.</param>
    /// <param name="cancellationToken">The caller has gone.</param>
    /// <exception cref="RequestTooLargeException">It is larger than <paramref name="limit"/>.</exception>
    /// <exception cref="BadHttpRequestException">It is no form, though it says so.</exception>
    /// <exception cref="JsonException">It says that it is JSON and is not.</exception>
    public static async Task<(object? Body, IReadOnlyList<IFormFile> Files)> ReadAsync(
        HttpRequest request, long limit, bool keepsText, CancellationToken cancellationToken)
    {
        if (request.ContentLength > limit)
            throw new RequestTooLargeException(limit);

        if (request.HasFormContentType)
        {
            var form = await ReadFormAsync(request, limit, cancellationToken);
            return (HttpValues.Of(form), form.Files);
        }

        if (IsMedia(request.ContentType))
            return (await SpoolAsync(request, limit, cancellationToken), []);

        using var body = new MemoryStream();
        var buffer = new byte[BufferSize];
        int read;
        while ((read = await request.Body.ReadAsync(buffer, cancellationToken)) > 0)
        {
            if (body.Length + read > limit)
                throw new RequestTooLargeException(limit);
            body.Write(buffer, 0, read);
        }

        return (HttpContents.OfRequest(body.GetBuffer().AsMemory(0, (int)body.Length), request.ContentType, keepsText, request.HttpContext.RequestServices), []);
    }

    /// <summary>Reads the whole body and leaves it to be read again, a large one from the disk.</summary>
    /// <exception cref="RequestTooLargeException">It is larger than <paramref name="limit"/>.</exception>
    public static async Task KeepAsync(HttpRequest request, long limit, CancellationToken cancellationToken)
    {
        if (request.ContentLength > limit)
            throw new RequestTooLargeException(limit);

        request.EnableBuffering(BufferSize);
        var buffer = new byte[BufferSize];
        while (await request.Body.ReadAsync(buffer, cancellationToken) > 0)
        {
            if (request.Body.Position > limit)
                throw new RequestTooLargeException(limit);
        }

        request.Body.Position = 0;
    }

    private static bool IsMedia(string? contentType) =>
        contentType is not null && (contentType.StartsWith("audio/", StringComparison.OrdinalIgnoreCase) || contentType.StartsWith("video/", StringComparison.OrdinalIgnoreCase));

    // Sound and pictures are large: they go onto the disk, and into memory only for those who ask for the bytes.
    private static async Task<HttpFile?> SpoolAsync(HttpRequest request, long limit, CancellationToken cancellationToken)
    {
        await KeepAsync(request, limit, cancellationToken);
        return request.Body.Length == 0 ? null : new HttpFile(request.Body, request.ContentType);
    }

    private static async Task<IFormCollection> ReadFormAsync(HttpRequest request, long limit, CancellationToken cancellationToken)
    {
        try
        {
            var options = new Microsoft.AspNetCore.Http.Features.FormOptions { BufferBodyLengthLimit = limit, MultipartBodyLengthLimit = limit };
            var feature = new Microsoft.AspNetCore.Http.Features.FormFeature(request, options);

            // Activities that read the form again find it read.
            request.HttpContext.Features.Set<Microsoft.AspNetCore.Http.Features.IFormFeature>(feature);
            return await feature.ReadFormAsync(cancellationToken);
        }
        catch (InvalidDataException exception) when (exception.Message.Contains("body length limit", StringComparison.OrdinalIgnoreCase))
        {
            throw new RequestTooLargeException(limit, exception);
        }
        catch (Exception exception) when (exception is InvalidDataException || (exception is IOException and not BadHttpRequestException && !cancellationToken.IsCancellationRequested))
        {
            throw new BadHttpRequestException($"The form cannot be read: {exception.Message}", exception);
        }
    }
}

/// <summary>A body has more bytes than its endpoint takes.</summary>
internal sealed class RequestTooLargeException(long limit, Exception? innerException = null)
    : Exception($"The body is larger than the {limit} bytes that this endpoint takes.", innerException)
{
}
