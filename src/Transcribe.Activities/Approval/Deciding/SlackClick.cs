using System.Text.Json;
using Transcribe.Activities.Approval.Asking;

namespace Transcribe.Activities.Approval.Deciding;

/// <summary>A click on Approve or Refuse, as Slack tells of it.</summary>
/// <param name="ApprovalId">What is decided.</param>
/// <param name="State">Approved or refused.</param>
/// <param name="By">Who clicked: their name and Slack's id.</param>
/// <param name="Channel">Where the message is.</param>
/// <param name="Ts">The message.</param>
internal sealed record SlackClick(string ApprovalId, ApprovalState State, string By, string Channel, string Ts)
{
    private const string PayloadField = "payload";

    /// <summary>Reads the body of a request; null: it is about something else.</summary>
    public static SlackClick? Read(byte[] body)
    {
        try
        {
            if (!ApprovalForm.Parse(body).TryGetValue(PayloadField, out var payload) || payload is not [{ } text])
                return null;

            using var document = JsonDocument.Parse(text);
            return Read(document.RootElement);
        }
        catch (Exception exception) when (exception is JsonException or InvalidDataException or InvalidOperationException)
        {
            return null;
        }
    }

    private static SlackClick? Read(JsonElement payload)
    {
        if (Text(payload, "type") != "block_actions" || !payload.TryGetProperty("actions", out var actions) || actions.GetArrayLength() == 0)
            return null;

        ApprovalState? state = Text(actions[0], "action_id") switch
        {
            ApprovalSlackMessage.Approve => ApprovalState.Approved,
            ApprovalSlackMessage.Refuse => ApprovalState.Refused,
            _ => null,
        };
        return state is { } decided && Text(actions[0], "value") is { } id && payload.TryGetProperty("user", out var user) && Text(user, "id") is { } userId
            ? new SlackClick(id, decided, NameOf(user, userId), Text(payload, "channel", "id") ?? string.Empty, Text(payload, "container", "message_ts") ?? string.Empty)
            : null;
    }

    private static string NameOf(JsonElement user, string id) => (Text(user, "name") ?? Text(user, "username")) is { } name ? $"{name} ({id})" : id;

    private static string? Text(JsonElement element, string name, string inner) => element.TryGetProperty(name, out var value) ? Text(value, inner) : null;

    private static string? Text(JsonElement element, string name) =>
        element.ValueKind == JsonValueKind.Object && element.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;
}
