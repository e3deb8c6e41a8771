using System.Text.Json.Nodes;
using Transcribe.Engine.Authoring;

namespace Transcribe.Engine.Server.Http;

/// <summary>The attempts of an activity that were repeated, among what its execution leaves in the journal.</summary>
internal static class RetryJournal
{
    private const string Key = "RetryAttempts";

    /// <summary>Notes an attempt.</summary>
    public static void Add(ActivityExecutionContext context, OutgoingRetry retry)
    {
        if (!context.JournalData.TryGetValue(Key, out var attempts))
            context.JournalData[Key] = attempts = new List<object>();

        ((List<object>)attempts).Add(new Dictionary<string, object>(StringComparer.Ordinal)
        {
            [nameof(retry.Number)] = retry.Number, [nameof(retry.Delay)] = retry.Delay.ToString("c"), [nameof(retry.Reason)] = retry.Reason,
        });
    }

    /// <summary>Whether an execution left any.</summary>
    public static bool IsIn(JsonNode? journalData) => journalData is JsonObject data && data.ContainsKey(Key);

    /// <summary>The attempts that an execution left, the first one first.</summary>
    public static IReadOnlyList<OutgoingRetry> Read(JsonNode? journalData) => (journalData as JsonObject)?[Key] is JsonArray attempts
        ? [.. attempts.Select(attempt => new OutgoingRetry((int)attempt![nameof(OutgoingRetry.Number)]!, TimeSpan.Parse((string)attempt[nameof(OutgoingRetry.Delay)]!, null), (string)attempt[nameof(OutgoingRetry.Reason)]!))]
        : [];
}
