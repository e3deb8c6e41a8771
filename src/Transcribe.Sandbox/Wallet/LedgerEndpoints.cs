using System.Text.Json.Nodes;
using Transcribe.Sandbox.Http;
using Transcribe.Sandbox.Transcriptions;

namespace Transcribe.Sandbox.Wallet;

/// <summary>The sandbox's own book, which the live service has no address for: what was paid, for tests to count.</summary>
internal static class LedgerEndpoints
{
    public static void MapLedger(this IEndpointRouteBuilder sandbox) => sandbox.MapGet("/ledger", LedgerAsync);

    private static async Task<Answer> LedgerAsync(LedgerReader ledger, TranscriptionView view)
    {
        var entries = await ledger.ReadAsync();
        return Answer.Json(new JsonObject
        {
            ["jobs"] = new JsonArray([.. entries.Select(entry => (JsonNode)new JsonObject
            {
                ["id"] = view.Id(entry.JobId),
                ["status"] = entry.Status,
                ["attempts"] = entry.Attempts,
                ["held_usd"] = entry.HeldUsd,
                ["charge_usd"] = entry.ChargedUsd,
            })]),
            ["charged_usd"] = entries.Sum(entry => entry.ChargedUsd),
            ["paid_jobs"] = entries.Count(entry => entry.ChargedUsd > 0),
        });
    }
}
