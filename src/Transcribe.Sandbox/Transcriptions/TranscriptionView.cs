using System.Globalization;
using System.Text.Json.Nodes;
using Transcribe.Sandbox.Http;
using Transcribe.Sandbox.Jobs;
using Transcribe.Sandbox.Storage;
using Transcribe.Sandbox.Wallet;

namespace Transcribe.Sandbox.Transcriptions;

/// <summary>How a row looks to a client.</summary>
internal sealed class TranscriptionView(SandboxOptions options, SandboxFaults faults)
{
    private const string Prefix = "tr_";

    /// <summary>An id as this sandbox sends it; a number unless <see cref="SandboxOptions.PrefixedIds"/>.</summary>
    public JsonNode Id(long id) => options.PrefixedIds ? JsonValue.Create(Prefix + id.ToString(CultureInfo.InvariantCulture)) : JsonValue.Create(id);

    /// <summary>An id as a client may send it: <c>4821</c> or <c>tr_4821</c>.</summary>
    public static long ParseId(string text)
    {
        var digits = text.StartsWith(Prefix, StringComparison.Ordinal) ? text[Prefix.Length..] : text;
        return long.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out var id)
            ? id
            : throw ApiErrors.NotFound($"Transcription {text}");
    }

    public JsonObject Row(JobRow job) => Row(job, faults.TakeStatus(job.Id) ?? job.Status);

    private JsonObject Row(JobRow job, string status) => new()
    {
        ["id"] = Id(job.Id),
        ["status"] = status,
        ["stage"] = job.Stage,
        ["progress"] = job.Progress,
        ["title"] = job.Title,
        ["source"] = job.Source,
        ["url"] = job.Url,
        ["language"] = job.Language,
        ["detected_language"] = job.DetectedLanguage,
        ["duration_seconds"] = Math.Round(job.DurationSeconds, 3),
        ["pipeline_code"] = job.Pipeline,
        ["charge_usd"] = job.Status == JobStatus.Completed ? Usd.FromMicros(job.ChargedMicros) : null,
        ["error"] = job.Error,
        ["created_at"] = Instant(job.CreatedAt),
        ["completed_at"] = job.CompletedAt is { } completed ? Instant(completed) : null,
    };

    /// <summary>What a create or retry answers.</summary>
    public JsonObject Accepted(JobRow job)
    {
        var answer = new JsonObject
        {
            ["id"] = Id(job.Id),
            ["status"] = job.Status,
            ["billed_minutes"] = job.BilledMinutes,
            ["retail_usd"] = Usd.FromMicros(job.PriceMicros),
        };
        if (job.CallbackSecret is { } secret)
            answer["callback"] = new JsonObject { ["secret"] = secret };
        return answer;
    }

    private static string Instant(DateTimeOffset time) => time.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture);
}
