namespace Transcribe.Activities.Deliver.Slack;

/// <summary>Slack's error codes in words, and which of them pass.</summary>
internal static class SlackErrors
{
    private static readonly HashSet<string> Passing = new(StringComparer.Ordinal)
    {
        "ratelimited", "rate_limited", "message_limit_exceeded", "internal_error", "fatal_error", "service_unavailable", "request_timeout", "team_added_to_org", "rollup_error",
    };

    private static readonly Dictionary<string, string> Words = new(StringComparer.Ordinal)
    {
        ["channel_not_found"] = "There is no such channel, or the bot cannot see it; invite it to the channel.",
        ["not_in_channel"] = "The bot is not in the channel; invite it.",
        ["is_archived"] = "The channel is archived.",
        ["channel_is_archived"] = "The channel is archived.",
        ["invalid_auth"] = "Slack does not accept the token.",
        ["not_authed"] = "Slack got no token.",
        ["token_revoked"] = "The token was revoked.",
        ["token_expired"] = "The token has expired.",
        ["account_inactive"] = "The token's account was deleted or the app was removed.",
        ["missing_scope"] = "The token lacks a scope: chat:write for messages, files:write for files.",
        ["no_permission"] = "The token may not do this.",
        ["restricted_action"] = "The workspace does not let the bot post there.",
        ["posting_to_general_channel_denied"] = "The workspace does not let the bot post in #general.",
        ["action_prohibited"] = "An administrator does not allow it.",
        ["no_text"] = "The message has neither text nor blocks.",
        ["msg_too_long"] = "The message is too long.",
        ["msg_blocks_too_long"] = "The blocks are too long.",
        ["invalid_blocks"] = "Slack does not understand the blocks; its Block Kit Builder shows why.",
        ["invalid_blocks_format"] = "The blocks are not the JSON list that Slack expects.",
        ["invalid_payload"] = "Slack does not understand the message.",
        ["thread_not_found"] = "There is no message to reply to.",
        ["cannot_reply_to_message"] = "That message cannot be replied to.",
        ["message_not_found"] = "The message is not there any more.",
        ["cant_update_message"] = "The message is not the bot's own.",
        ["edit_window_closed"] = "The workspace does not let messages be changed after so long.",
        ["user_not_found"] = "There is no such user.",
        ["no_service"] = "The incoming webhook was removed or disabled.",
        ["no_service_id"] = "The incoming webhook's address is not complete.",
        ["no_team"] = "The incoming webhook's workspace is gone.",
        ["team_disabled"] = "The workspace is disabled.",
        ["invalid_token"] = "The incoming webhook's address is not valid any more.",
        ["file_uploads_disabled"] = "The workspace does not allow files.",
        ["storage_limit_reached"] = "The workspace has no room for files.",
        ["ratelimited"] = "Slack asks for a pause.",
    };

    // By who can mend it: whoever drew the workflow chooses the channel, its people invite the bot, the operator keeps the connection.
    private static readonly Dictionary<string, string> Outcomes = new(StringComparer.Ordinal)
    {
        ["channel_not_found"] = SendToSlack.ChannelNotFound,
        ["not_in_channel"] = SendToSlack.NotInChannel,
        ["is_archived"] = SendToSlack.Archived,
        ["channel_is_archived"] = SendToSlack.Archived,
        ["invalid_auth"] = SendToSlack.InvalidAuth,
        ["not_authed"] = SendToSlack.InvalidAuth,
        ["token_revoked"] = SendToSlack.InvalidAuth,
        ["token_expired"] = SendToSlack.InvalidAuth,
        ["account_inactive"] = SendToSlack.InvalidAuth,
        ["missing_scope"] = SendToSlack.InvalidAuth,
        ["no_service"] = SendToSlack.InvalidAuth,
        ["no_service_id"] = SendToSlack.InvalidAuth,
        ["no_team"] = SendToSlack.InvalidAuth,
        ["team_disabled"] = SendToSlack.InvalidAuth,
        ["invalid_token"] = SendToSlack.InvalidAuth,
    };

    /// <summary>The outcome of the activity that the code leads to.</summary>
    public static string OutcomeOf(string? code) => code is not null && Outcomes.TryGetValue(code, out var outcome) ? outcome : SendToSlack.Rejected;

    /// <summary>Whether the same request may work later.</summary>
    public static bool Passes(string? code) => code is not null && Passing.Contains(code);

    public static string Explain(string? code) => code is not null && Words.TryGetValue(code, out var words)
        ? $"{words} (Slack: {code})"
        : $"Slack refused it ({code ?? "without a reason"}).";
}
