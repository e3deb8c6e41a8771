using System.Text.Json.Serialization;

namespace Transcribe.Client;

/// <summary>What to transcribe, and under which limits. The same shape prices a job and creates it.</summary>
public sealed record TranscriptionRequest
{
    /// <summary>Longest idempotency key that the API takes, in characters.</summary>
    public const int MaxIdempotencyKeyLength = 128;

    /// <summary>Where the media comes from. Default: a direct link.</summary>
    public TranscriptionSource Source { get; init; } = TranscriptionSource.ExternalUrl;

    /// <summary>The media's link, http or https; required unless the media was uploaded.</summary>
    public Uri? Url { get; init; }

    /// <summary>The uploaded file's id; required for <see cref="TranscriptionSource.Upload"/>.</summary>
    public string? UploadId { get; init; }

    /// <summary>Which model, as <c>GET /pipelines</c> names it. Default: the account's default.</summary>
    public string? PipelineCode { get; init; }

    /// <summary>BCP-47 language, or <c>auto</c>. Default: the API's (auto).</summary>
    public string? Language { get; init; }

    /// <summary>Length of the media in seconds; required for an upload, and makes others faster. The server measures and bills the real length.</summary>
    public double? DurationSeconds { get; init; }

    /// <summary>Most that the job may cost, in US dollars; above it nothing is held and a <see cref="TranscribePaymentException"/> is thrown. Default: no ceiling.</summary>
    public decimal? MaxChargeUsd { get; init; }

    /// <summary>Public https address that is called when the job ends. Default: none.</summary>
    public Uri? CallbackUrl { get; init; }

    /// <summary>
    /// Makes a repeated submission the same job for 24 hours: 1 to 128 visible ASCII characters. Default: a new one per call, so that the
    /// client's own repeats are harmless; whoever must survive a crash of their own process gives a key they can derive again.
    /// </summary>
    [JsonIgnore]
    public string? IdempotencyKey { get; init; }

    /// <summary>A request for media behind a direct link.</summary>
    public static TranscriptionRequest FromUrl(Uri url) => new() { Url = url };

    /// <summary>A request for a YouTube video.</summary>
    public static TranscriptionRequest FromYouTube(Uri url) => new() { Source = TranscriptionSource.YouTube, Url = url };

    /// <summary>A request for a page of a podcast or video platform.</summary>
    public static TranscriptionRequest FromPlatform(Uri url) => new() { Source = TranscriptionSource.PlatformUrl, Url = url };

    /// <summary>A request for a file uploaded before.</summary>
    /// <param name="uploadId">What <see cref="ITranscribeClient.UploadAsync"/> answered.</param>
    /// <param name="duration">Length of the media; the API requires it for uploads.</param>
    public static TranscriptionRequest FromUpload(string uploadId, TimeSpan duration) =>
        new() { Source = TranscriptionSource.Upload, UploadId = uploadId, DurationSeconds = duration.TotalSeconds };
}
