using System.Net;
using Transcribe.Activities.Connections;

namespace Transcribe.Activities.Deliver.Slack;

/// <summary>A Slack workspace, by bot token, or one of its channels, by incoming webhook.</summary>
internal sealed class SlackConnectionType(SlackClient client) : ConnectionType<SlackSettings>
{
    public override string Name => ConnectionTypes.Slack;

    public override string DisplayName => "Slack";

    protected override IEnumerable<string> Check(SlackSettings settings)
    {
        if (settings.BotToken is null == settings.WebhookUrl is null)
            yield return "Slack needs either botToken or webhookUrl.";
        if (settings.BotToken is { } token && !token.StartsWith("xox", StringComparison.Ordinal))
            yield return "botToken must be a token that starts with xox.";
        if (settings.SigningSecret is not null && settings.BotToken is null)
            yield return "signingSecret needs a botToken: with it the message that asked says afterwards what was decided.";
        if (settings.WebhookUrl is { IsAbsoluteUri: false } || !settings.ApiUrl.IsAbsoluteUri)
            yield return "webhookUrl and apiUrl must be absolute addresses.";
    }

    protected override async Task<string> TestAsync(SlackSettings settings, CancellationToken cancellationToken)
    {
        if (settings.BotToken is null)
            return await TestWebhookAsync(settings, cancellationToken);

        var answer = await client.CallAsync(settings, "auth.test", new Dictionary<string, string>(), cancellationToken);
        return answer.IsOk
            ? $"The token works, as {answer.Text("user")} in {answer.Text("team")}."
            : throw new ConnectionTestException(SlackErrors.Explain(answer.Error));
    }

    // A message without text is refused by a webhook that works, and posts nothing.
    private async Task<string> TestWebhookAsync(SlackSettings settings, CancellationToken cancellationToken)
    {
        var answer = await client.PostWebhookAsync(settings, new Dictionary<string, object>(), cancellationToken);
        return answer.Status == HttpStatusCode.BadRequest && answer.Error is "no_text" or "invalid_payload" or "missing_text_or_fallback_or_attachments"
            ? "The webhook takes messages."
            : throw new ConnectionTestException(SlackErrors.Explain(answer.Error));
    }
}
