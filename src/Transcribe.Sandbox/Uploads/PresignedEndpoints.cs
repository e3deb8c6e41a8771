using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Http.Features;
using Transcribe.Sandbox.Account;
using Transcribe.Sandbox.Http;
using Transcribe.Sandbox.Media;
using Transcribe.Sandbox.Recognition;
using Transcribe.Sandbox.Storage;

namespace Transcribe.Sandbox.Uploads;

/// <summary>An address that takes one file for a while, without the API key; so the key never travels with the bytes.</summary>
internal sealed class PresignedEndpoints(UploadStore uploads, SandboxOptions options, TimeProvider clock)
{
    public static void Map(IEndpointRouteBuilder api) =>
        api.MapPost("/uploads", (HttpContext http, PresignedEndpoints endpoints) => endpoints.AnnounceAsync(http));

    /// <summary>The presigned addresses themselves, outside the API's prefix.</summary>
    public static void MapReceiver(IEndpointRouteBuilder app)
    {
        const string address = "/uploads/{id}/{token}";
        app.MapPut(address, (string id, string token, HttpContext http, PresignedEndpoints endpoints) =>
            endpoints.ReceiveAsync(id, token, http));
        app.MapPut(address + ShippedTranscript.Suffix, (string id, string token, HttpContext http, PresignedEndpoints endpoints) =>
            endpoints.ReceiveTranscriptAsync(id, token, http));
    }

    private async Task<Answer> AnnounceAsync(HttpContext http)
    {
        var body = await http.ReadJsonAsync<UploadBody>();
        var token = RandomNumberGenerator.GetHexString(40, lowercase: true);
        var upload = await uploads.AnnounceAsync(body.Filename, body.ContentType, body.FileSize, token, http.RequestAborted);
        return Answer.Json(new
        {
            UploadId = upload.Id,
            UploadUrl = http.AddressOf($"uploads/{upload.Id}/{token}"),
            ExpiresInSeconds = (int)options.UploadUrlLifetime.TotalSeconds,
        });
    }

    private async Task<IResult> ReceiveAsync(string id, string token, HttpContext http)
    {
        var upload = await CheckAsync(id, token);
        if (http.Request.ContentType is { } type && type != upload.ContentType)
            throw ApiErrors.Invalid($"The upload was announced as {upload.ContentType}, not {type}.");

        Unlimit(http);
        var folder = uploads.FolderOf(upload);

        // A broken attempt must leave no half file behind, and a repeated one replaces the whole.
        var incoming = folder.MediaFile + "." + Guid.NewGuid().ToString("N");
        try
        {
            var received = await LimitedCopy.ToFileAsync(http.Request.Body, incoming, upload.Size, "The upload", http.RequestAborted);
            if (received != upload.Size)
                throw ApiErrors.Invalid($"The upload was announced with {upload.Size} bytes, and {received} came.");
            File.Move(incoming, folder.MediaFile, overwrite: true);
        }
        finally
        {
            File.Delete(incoming);
        }

        await uploads.ReceivedAsync(upload, CancellationToken.None);
        return TypedResults.Ok();
    }

    private async Task<IResult> ReceiveTranscriptAsync(string id, string token, HttpContext http)
    {
        var upload = await CheckAsync(id, token);
        var file = uploads.FolderOf(upload).TranscriptFile;
        await LimitedCopy.ToFileAsync(http.Request.Body, file, ShippedTranscript.MaxBytes, "The transcript", http.RequestAborted);
        return TypedResults.Ok();
    }

    private async Task<UploadRow> CheckAsync(string id, string token)
    {
        var upload = await uploads.FindAsync(id);
        if (upload?.TokenHash is not { } expected || !SameHash(expected, ApiKeys.Hash(token)))
            throw ApiErrors.NotFound("This upload address");
        return clock.GetUtcNow() < upload.CreatedAt + options.UploadUrlLifetime
            ? upload
            : throw new ApiException(StatusCodes.Status403Forbidden, "upload_expired", "This upload address has expired: announce the upload again.");
    }

    private static bool SameHash(string left, string right) =>
        CryptographicOperations.FixedTimeEquals(Encoding.ASCII.GetBytes(left), Encoding.ASCII.GetBytes(right));

    private static void Unlimit(HttpContext http) => http.Features.Get<IHttpMaxRequestBodySizeFeature>()!.MaxRequestBodySize = null;

    private sealed class UploadBody
    {
        public string? Filename { get; set; }
        public string? ContentType { get; set; }
        public long? FileSize { get; set; }
    }
}
