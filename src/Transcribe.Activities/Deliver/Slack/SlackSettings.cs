using Transcribe.Activities.Connections;

namespace Transcribe.Activities.Deliver.Slack;

/// <summary>The settings of a connection to Slack: a bot token, or the address of an incoming webhook.</summary>
internal sealed class SlackSettings
{
    [Setting("The bot token, xoxb-…, with the scope chat:write, and files:write for files.", IsSecret = true)]
    public string? BotToken { get; set; }

    [Setting("The address of an incoming webhook; it can send text and blocks to its one channel.", IsSecret = true)]
    public Uri? WebhookUrl { get; set; }

    [Setting("The app's signing secret, with which Slack signs the clicks on Approve and Refuse; empty: people decide by a link.", IsSecret = true)]
    public string? SigningSecret { get; set; }

    [Setting("The channel where an activity names none, by id or name; for a bot token.")]
    public string? Channel { get; set; }

    [Setting("The address of Slack's API.")]
    public Uri ApiUrl { get; set; } = new("https://slack.com/api/");

    public override string ToString() => nameof(SlackSettings);
}
