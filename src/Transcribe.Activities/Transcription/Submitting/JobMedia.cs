using System.Security.Cryptography;
using System.Text.Json;
using Transcribe.Activities.Transcription.Media;
using Transcribe.Client;

namespace Transcribe.Activities.Transcription.Submitting;

/// <summary>The recording of a submission, in the API's terms.</summary>
/// <param name="Source">How it is named to the API.</param>
/// <param name="Identity">What tells it from other recordings of the same request.</param>
/// <param name="Content">What tells the recording itself from others; null: nobody knows.</param>
internal sealed record JobMedia(TranscriptionSource Source, string Identity, string? Content)
{
    public Uri? Url { get; init; }

    /// <summary>Where it comes from, for people: the name of a file, or the address without what may be a secret; null: an earlier job knows.</summary>
    public string? Origin { get; init; }

    public string? UploadId { get; init; }

    public double? DurationSeconds { get; init; }

    public static JobMedia OfUrl(Uri url, MediaSource chosen)
    {
        var source = MediaSources.Choose(url, chosen);
        var identity = chosen == MediaSource.Auto ? url.AbsoluteUri : $"{source} {url.AbsoluteUri}";
        return new JobMedia(source, identity, url.GetComponents(UriComponents.HttpRequestUrl, UriFormat.UriEscaped))
        {
            Url = url, Origin = url.GetComponents(UriComponents.SchemeAndServer | UriComponents.Path, UriFormat.SafeUnescaped),
        };
    }

    public static JobMedia OfUpload(UploadedAudio upload) => new(
        TranscriptionSource.Upload, $"upload {upload.UploadId}", upload.ContentHash.Length > 0 ? $"sha256 {upload.ContentHash}" : null)
    {
        UploadId = upload.UploadId, DurationSeconds = upload.DurationSeconds, Origin = upload.FileName.Length > 0 ? upload.FileName : null,
    };

    public static JobMedia OfRetry(JobReference job) => new(TranscriptionSource.ExternalUrl, $"retry {job.JobId}", null);

    /// <summary>SHA-256 of what the request means, so that the same key for another request is noticed. The callback's address may change with the host.</summary>
    public string HashOf(JobSubmission submission) => Hash(Identity, submission.Language, submission.Pipeline, submission.MaxChargeUsd);

    /// <summary>The same for the same recording with the same settings; null when the recording is not known.</summary>
    public string? KeyOf(JobSubmission submission) => Content is null ? null : Hash(Content, submission.Language ?? Languages.Auto, submission.Pipeline);

    private static string Hash(params object?[] parts) => Convert.ToHexStringLower(SHA256.HashData(JsonSerializer.SerializeToUtf8Bytes(parts)));
}
