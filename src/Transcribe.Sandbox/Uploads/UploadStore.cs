using System.Security.Cryptography;
using Microsoft.EntityFrameworkCore;
using Transcribe.Sandbox.Http;
using Transcribe.Sandbox.Media;
using Transcribe.Sandbox.Storage;

namespace Transcribe.Sandbox.Uploads;

/// <summary>Uploads announced, and the folders their bytes go to.</summary>
internal sealed class UploadStore(Store store, MediaStore media, SandboxOptions options, TimeProvider clock)
{
    private static readonly string[] ContentTypes =
    [
        "audio/mpeg", "audio/mp3", "audio/wav", "audio/m4a", "audio/mp4", "audio/x-m4a", "audio/aac", "audio/ogg", "audio/webm", "audio/flac",
        "video/mp4", "video/webm", "video/quicktime", "video/x-msvideo",
    ];

    /// <param name="token">The secret of a presigned address; null for tus, which comes with the API key.</param>
    public async Task<UploadRow> AnnounceAsync(string? fileName, string? contentType, long? size, string? token, CancellationToken cancellationToken)
    {
        if (string.IsNullOrWhiteSpace(fileName) || fileName.Length > 255)
            throw ApiErrors.Invalid("filename is required, with at most 255 characters.");
        if (!ContentTypes.Contains(contentType))
            throw ApiErrors.Invalid($"content_type '{contentType}' is not taken. Use one of {string.Join(", ", ContentTypes)}.");
        if (size is null or <= 0)
            throw ApiErrors.Invalid("file_size must be the number of bytes, more than 0.");
        if (size > options.MaxMediaBytes)
            throw ApiErrors.Invalid($"The file is larger than the {options.MaxMediaBytes} bytes that are taken.");

        var row = new UploadRow
        {
            Id = $"up_{RandomNumberGenerator.GetHexString(20, lowercase: true)}",
            FileName = fileName,
            ContentType = contentType!,
            Size = size.Value,
            TokenHash = token is null ? null : Account.ApiKeys.Hash(token),
            CreatedAt = clock.GetUtcNow(),
        };
        await store.WriteAsync(
            db =>
            {
                db.Uploads.Add(row);
                return Task.CompletedTask;
            },
            cancellationToken);
        return row;
    }

    public Task<UploadRow?> FindAsync(string id) => store.ReadAsync(db => db.Uploads.SingleOrDefaultAsync(row => row.Id == id));

    public MediaFolder FolderOf(UploadRow upload) => media.CreateForUpload(upload.Id).Folder;

    public Task ReceivedAsync(UploadRow upload, CancellationToken cancellationToken) => store.WriteAsync(
        db => db.Uploads.Where(row => row.Id == upload.Id).ExecuteUpdateAsync(set => set.SetProperty(row => row.Received, true), cancellationToken),
        cancellationToken);
}
