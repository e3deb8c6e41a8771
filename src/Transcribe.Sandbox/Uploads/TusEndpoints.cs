using System.Collections.Concurrent;
using System.Globalization;
using System.Text;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using Transcribe.Sandbox.Http;
using Transcribe.Sandbox.Media;
using Transcribe.Sandbox.Storage;

namespace Transcribe.Sandbox.Uploads;

/// <summary>Resumable uploads by tus 1.0 (core, creation, termination). The file's length is the offset, so a crash loses nothing that was written.</summary>
internal sealed class TusEndpoints(UploadStore uploads, Store store, SandboxOptions options)
{
    private const string Version = "1.0.0";
    private const string OffsetHeader = "Upload-Offset";
    private const string LengthHeader = "Upload-Length";
    private readonly ConcurrentDictionary<string, byte> busy = new();

    public static void Map(IEndpointRouteBuilder api)
    {
        api.MapMethods("/uploads/tus", [HttpMethods.Options], (HttpContext http, TusEndpoints endpoints) => endpoints.Capabilities(http));
        api.MapPost("/uploads/tus", (HttpContext http, TusEndpoints endpoints) => endpoints.CreateAsync(http));
        api.MapMethods("/uploads/tus/{id}", [HttpMethods.Head], (string id, HttpContext http, TusEndpoints endpoints) => endpoints.HeadAsync(id, http));
        api.MapPatch("/uploads/tus/{id}", (string id, HttpContext http, TusEndpoints endpoints) => endpoints.PatchAsync(id, http));
        api.MapDelete("/uploads/tus/{id}", (string id, HttpContext http, TusEndpoints endpoints) => endpoints.DeleteAsync(id, http));
    }

    private NoContent Capabilities(HttpContext http)
    {
        var headers = Answering(http);
        headers["Tus-Version"] = Version;
        headers["Tus-Extension"] = "creation,termination";
        headers["Tus-Max-Size"] = options.MaxMediaBytes.ToString(CultureInfo.InvariantCulture);
        return TypedResults.NoContent();
    }

    private async Task<IResult> CreateAsync(HttpContext http)
    {
        CheckVersion(http);
        var metadata = Metadata(http.Request.Headers["Upload-Metadata"].ToString());
        var upload = await uploads.AnnounceAsync(
            metadata.GetValueOrDefault("filename"), metadata.GetValueOrDefault("filetype"), Number(http, LengthHeader), null, http.RequestAborted);
        await File.Create(uploads.FolderOf(upload).MediaFile).DisposeAsync();

        Answering(http).Location = http.AddressOf($"api/v1/uploads/tus/{upload.Id}");
        return Answer.Json(new { UploadId = upload.Id }, StatusCodes.Status201Created);
    }

    private async Task<IResult> HeadAsync(string id, HttpContext http)
    {
        CheckVersion(http);
        var upload = await GetAsync(id);
        var headers = Answering(http);
        headers.CacheControl = "no-store";
        headers[OffsetHeader] = Text(new FileInfo(uploads.FolderOf(upload).MediaFile).Length);
        headers[LengthHeader] = Text(upload.Size);
        return TypedResults.Ok();
    }

    private async Task<IResult> PatchAsync(string id, HttpContext http)
    {
        CheckVersion(http);
        if (http.Request.ContentType != "application/offset+octet-stream")
            throw new ApiException(StatusCodes.Status415UnsupportedMediaType, "invalid_request", "Send the bytes as application/offset+octet-stream.");

        var upload = await GetAsync(id);
        if (!busy.TryAdd(id, 0))
            throw new ApiException(StatusCodes.Status423Locked, "invalid_request", "Another request writes to this upload.");
        try
        {
            Answering(http)[OffsetHeader] = Text(await AppendAsync(upload, http));
        }
        finally
        {
            busy.TryRemove(id, out _);
        }

        return TypedResults.NoContent();
    }

    private async Task<long> AppendAsync(UploadRow upload, HttpContext http)
    {
        http.Features.Get<IHttpMaxRequestBodySizeFeature>()!.MaxRequestBodySize = null;
        var path = uploads.FolderOf(upload).MediaFile;
        await using var file = new FileStream(path, FileMode.Append, FileAccess.Write, FileShare.Read, 1, FileOptions.Asynchronous);
        if (Number(http, OffsetHeader) != file.Length)
            throw new ApiException(StatusCodes.Status409Conflict, "invalid_request", $"{OffsetHeader} must be {file.Length}: so many bytes are here.");

        var missing = upload.Size - file.Length;
        var offset = file.Length + await LimitedCopy.ToStreamAsync(http.Request.Body, file, missing, "The upload", http.RequestAborted);
        if (offset == upload.Size)
            await uploads.ReceivedAsync(upload, CancellationToken.None);
        return offset;
    }

    private async Task<IResult> DeleteAsync(string id, HttpContext http)
    {
        CheckVersion(http);
        var upload = await GetAsync(id);
        if (await store.ReadAsync(db => db.Jobs.AnyAsync(job => job.UploadId == id)))
            throw ApiErrors.Invalid("A transcription uses this upload: delete the transcription.");

        await store.WriteAsync(db => db.Uploads.Where(row => row.Id == id).ExecuteDeleteAsync(), CancellationToken.None);
        uploads.FolderOf(upload).Delete();
        Answering(http);
        return TypedResults.NoContent();
    }

    private async Task<UploadRow> GetAsync(string id) =>
        await uploads.FindAsync(id) is { TokenHash: null } upload ? upload : throw ApiErrors.NotFound($"Upload {id}");

    private static IHeaderDictionary Answering(HttpContext http)
    {
        http.Response.Headers["Tus-Resumable"] = Version;
        return http.Response.Headers;
    }

    private static void CheckVersion(HttpContext http)
    {
        if (http.Request.Headers["Tus-Resumable"] == Version)
            return;

        http.Response.Headers["Tus-Version"] = Version;
        throw new ApiException(StatusCodes.Status412PreconditionFailed, "invalid_request", $"Send Tus-Resumable: {Version}.");
    }

    private static long? Number(HttpContext http, string header) =>
        long.TryParse(http.Request.Headers[header].ToString(), NumberStyles.None, CultureInfo.InvariantCulture, out var value) ? value : null;

    private static string Text(long value) => value.ToString(CultureInfo.InvariantCulture);

    /// <summary><c>filename dGFsay53YXY=,filetype YXVkaW8vd2F2</c>: names with their values in Base64.</summary>
    private static Dictionary<string, string> Metadata(string header)
    {
        try
        {
            return header.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)
                .Select(pair => pair.Split(' ', 2))
                .ToDictionary(pair => pair[0], pair => pair.Length > 1 ? Encoding.UTF8.GetString(Convert.FromBase64String(pair[1])) : string.Empty);
        }
        catch (Exception e) when (e is FormatException or ArgumentException)
        {
            throw ApiErrors.Invalid("Upload-Metadata must be names with Base64 values.");
        }
    }
}
