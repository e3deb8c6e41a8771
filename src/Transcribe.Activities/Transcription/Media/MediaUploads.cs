using System.Security.Cryptography;
using Transcribe.Activities.Ledger;
using Transcribe.Client;

namespace Transcribe.Activities.Transcription.Media;

/// <summary>Sends media of this server to the vendor, who cannot fetch it.</summary>
internal sealed class MediaUploads(IEnumerable<IOwnRecordings> recordings, MediaLength lengths, IJobLedger ledger)
{
    /// <summary>The file behind an address that only this server's side can read; null for every other address.</summary>
    public MediaFile? FindOwn(Uri address) => recordings.Select(recording => recording.Find(address)).FirstOrDefault(file => file is not null);

    /// <summary>
    /// Uploads the media of a job, and keeps the upload in its row before anything is paid. A crash in between costs an upload, which is free; a
    /// crash behind it finds the same upload, so that the submission goes out unchanged.
    /// </summary>
    /// <exception cref="MediaException">The media cannot be read.</exception>
    public async Task<LedgerEntry> UploadAsync(LedgerEntry job, MediaFile? file, ITranscribeClient client, CancellationToken cancellationToken)
    {
        if (file is null)
            throw new MediaException("This server does not have the recording any more, so it cannot be uploaded.");

        var (upload, duration) = await SendAsync(file, client, cancellationToken);
        return await ledger.KeepUploadAsync(job.Id, upload.UploadId, duration, cancellationToken);
    }

    /// <summary>Measures a recording and uploads it: in one piece, or in pieces that are resumed above the client's threshold.</summary>
    /// <exception cref="MediaException">The media cannot be read, or is of no type that the API takes.</exception>
    public async Task<(Upload Upload, TimeSpan Duration)> SendAsync(MediaFile file, ITranscribeClient client, CancellationToken cancellationToken, TimeSpan? known = null)
    {
        try
        {
            var duration = known ?? await lengths.ReadAsync(file, cancellationToken);
            var request = UploadRequest.FromFactory(file.Name, file.Length, file.Open);
            request.ContentType = file.ContentType;
            return (await client.UploadAsync(request, null, cancellationToken), duration);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or ArgumentException)
        {
            throw new MediaException($"'{file.Name}' cannot be uploaded: {exception.Message}");
        }
    }

    /// <summary>The lower-case hexadecimal SHA-256 of a file's bytes.</summary>
    public static async Task<string> HashAsync(MediaFile file, CancellationToken cancellationToken)
    {
        await using var content = await file.Open(cancellationToken);
        return Convert.ToHexStringLower(await SHA256.HashDataAsync(content, cancellationToken));
    }
}
