using System.IO.Compression;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;

namespace Transcribe.Engine.Server.Studio;

/// <summary>JSON documents as files: one as it is, several in a zip archive; out to callers, and in from their uploads.</summary>
internal static class Archive
{
    // An archive that unpacks to more than this is no set of workflows or runs.
    private const int MaxBytes = 50 * 1024 * 1024;

    private static readonly JsonSerializerOptions Indented = new() { WriteIndented = true };

    /// <summary>Answers with one document.</summary>
    public static IResult Download(JsonObject document, string name) => Download(Write(document), name);

    /// <summary>Answers with an archive of documents by file name.</summary>
    public static async Task<IResult> DownloadAsync(IAsyncEnumerable<(string Name, JsonObject Document)> documents, string name, CancellationToken cancellationToken)
    {
        using var file = new MemoryStream();
        using (var archive = new ZipArchive(file, ZipArchiveMode.Create, leaveOpen: true))
        {
            await foreach (var (entryName, document) in documents.WithCancellation(cancellationToken))
            {
                await using var entry = await archive.CreateEntry(entryName).OpenAsync(cancellationToken);
                await entry.WriteAsync(Write(document), cancellationToken);
            }
        }

        return Download(file.ToArray(), name);
    }

    /// <summary>The documents of an upload: JSON files, and those inside zip archives.</summary>
    /// <exception cref="InvalidRequestException">There is no upload, or it is too large unpacked.</exception>
    /// <exception cref="JsonException">A file is not JSON.</exception>
    public static async Task<IReadOnlyList<JsonObject>> ReadUploadAsync(HttpRequest request, CancellationToken cancellationToken)
    {
        if (!request.HasFormContentType)
            throw new InvalidRequestException("Send the files as multipart/form-data.");

        var documents = new List<JsonObject>();
        foreach (var file in (await request.ReadFormAsync(cancellationToken)).Files)
        {
            await using var content = file.OpenReadStream();
            if (file.FileName.EndsWith(".zip", StringComparison.OrdinalIgnoreCase))
                await TryUnpackAsync(content, documents, cancellationToken);
            else
                documents.Add(await ReadAsync(content, cancellationToken));
        }

        return documents;
    }

    private static async Task TryUnpackAsync(Stream content, List<JsonObject> documents, CancellationToken cancellationToken)
    {
        try
        {
            await UnpackAsync(content, documents, cancellationToken);
        }
        catch (Exception exception) when (exception is InvalidDataException or ArgumentOutOfRangeException)
        {
            // The second is how the reader takes a file that is shorter than any archive.
            throw new InvalidRequestException($"The archive cannot be read: {exception.Message}");
        }
    }

    private static async Task UnpackAsync(Stream content, List<JsonObject> documents, CancellationToken cancellationToken)
    {
        var left = MaxBytes;
        using var archive = new ZipArchive(content);
        foreach (var entry in archive.Entries.Where(entry => entry.Name.EndsWith(".json", StringComparison.OrdinalIgnoreCase)))
        {
            // The length that an archive tells is not to be believed.
            var bytes = new byte[Math.Min(entry.Length, left) + 1];
            await using var packed = await entry.OpenAsync(cancellationToken);
            var read = await packed.ReadAtLeastAsync(bytes, bytes.Length, throwOnEndOfStream: false, cancellationToken);
            if (read == bytes.Length)
                throw new InvalidRequestException($"The archive unpacks to more than {MaxBytes / (1024 * 1024)} MB.");

            left -= read;
            documents.Add(await ReadAsync(new MemoryStream(bytes, 0, read), cancellationToken));
        }
    }

    private static async Task<JsonObject> ReadAsync(Stream content, CancellationToken cancellationToken) =>
        await JsonNode.ParseAsync(content, cancellationToken: cancellationToken) as JsonObject ?? throw new InvalidRequestException("A file is no JSON object.");

    private static byte[] Write(JsonObject document) => Encoding.UTF8.GetBytes(document.ToJsonString(Indented));

    private static IResult Download(byte[] content, string name) => Results.File(content, "application/octet-stream", name);
}
