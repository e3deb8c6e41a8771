using System.Net;
using System.Text.Json;

namespace Transcribe.Activities.Deliver.Slack;

/// <summary>What Slack answered.</summary>
/// <param name="Status">The HTTP status.</param>
/// <param name="IsOk">Whether Slack did it.</param>
/// <param name="Error">Its code, when not.</param>
/// <param name="RetryAfter">The pause that it asked for.</param>
/// <param name="Body">The JSON, where there is one.</param>
internal sealed record SlackAnswer(HttpStatusCode Status, bool IsOk, string? Error, TimeSpan? RetryAfter, JsonElement Body)
{
    public string? Text(string name) =>
        Body.ValueKind == JsonValueKind.Object && Body.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;

    /// <summary>What comes of a delivery that got this answer; null: it goes on.</summary>
    public SendResult? Failure()
    {
        if (IsOk)
            return null;
        if (Status == HttpStatusCode.TooManyRequests || (int)Status >= 500 || SlackErrors.Passes(Error))
            return new SendResult.TryAgain(Error is null ? $"Slack answered {(int)Status}." : SlackErrors.Explain(Error), RetryAfter, Error);

        return new SendResult.Rejected(SlackErrors.Explain(Error), Error);
    }
}
