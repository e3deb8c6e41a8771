using System.Text.Json.Nodes;
using Transcribe.Sandbox.Http;
using Transcribe.Sandbox.Idempotency;
using Transcribe.Sandbox.Jobs;
using Transcribe.Sandbox.Storage;
using Transcribe.Sandbox.Transcriptions;
using Transcribe.Sandbox.Wallet;

namespace Transcribe.Sandbox.Quotes;

internal static class QuoteEndpoints
{
    public static void MapQuotes(this IEndpointRouteBuilder api) => api.MapPost("/quotes", QuoteAsync);

    /// <summary>Free: the media is measured and forgotten; the row stays <c>quoted</c> and is no job.</summary>
    private static async Task<Answer> QuoteAsync(HttpContext http, Admission admission, Store store, TranscriptionView view, TimeProvider clock)
    {
        var body = await http.ReadJsonAsync<CreateBody>();
        var quote = await admission.PrepareAsync(body, Authentication.KeyOf(http).Id, http.RequestAborted);
        admission.Discard(quote);
        quote.MediaFolder = null;
        quote.UploadId = null;
        quote.Status = JobStatus.Quoted;

        return await store.WriteAsync(
            async db =>
            {
                db.Jobs.Add(quote);
                await db.SaveChangesAsync();
                var answer = Answer.Json(new JsonObject
                {
                    ["transcription_id"] = view.Id(quote.Id),
                    ["billed_minutes"] = quote.BilledMinutes,
                    ["retail_usd"] = Usd.FromMicros(quote.PriceMicros),
                    ["duration_seconds"] = Math.Round(quote.DurationSeconds, 3),
                    ["pipeline_code"] = quote.Pipeline,
                });
                await IdempotentRequest.RecordAsync(http, db, answer, clock.GetUtcNow());
                return answer;
            },
            CancellationToken.None);
    }
}
