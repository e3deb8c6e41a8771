using System.Net;

namespace Transcribe.Client.Errors;

/// <summary>Which errors pass by themselves.</summary>
internal static class Transience
{
    public const string RateLimited = "rate_limited";
    private const string QnaQuotaExceeded = "qna_quota_exceeded";
    private const string NotReady = "not_ready";
    private const string Processing = "transcription_processing";

    // Reasons that describe the job. Anything else at a keyed POST means that the same key is still in flight.
    private static readonly HashSet<string> JobReasons =
        new(StringComparer.Ordinal) { Processing, "transcription_failed", "transcription_cancelled", "not_started", "artifact_missing" };

    public static bool Of(ApiFault fault) => (int)fault.StatusCode switch
    {
        408 or >= 500 => true,
        // A day's allowance frees up in hours: whoever retries it only makes noise.
        429 => fault.Code != QnaQuotaExceeded,
        409 => fault.Code == NotReady && (fault.Reason is null or Processing || !JobReasons.Contains(fault.Reason)),
        _ => false,
    };

    /// <summary>Whether a conflict says that the same idempotency key is being worked on: the answer comes with the next attempt.</summary>
    public static bool IsKeyInFlight(TranscribeApiException error) =>
        error.StatusCode == HttpStatusCode.Conflict && error.Code == NotReady && (error.Reason is null || !JobReasons.Contains(error.Reason));
}
