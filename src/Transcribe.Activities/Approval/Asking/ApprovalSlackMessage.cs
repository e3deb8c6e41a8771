using System.Text.Json;
using Transcribe.Activities.Deliver.Slack;
using Transcribe.Activities.Templating;

namespace Transcribe.Activities.Approval.Asking;

/// <summary>What is asked in Slack, with buttons where Slack can answer us; and the same message once it is decided.</summary>
internal static class ApprovalSlackMessage
{
    public const string Approve = "transcribe.approve";
    public const string Refuse = "transcribe.refuse";

    private const string Open = "transcribe.open";

    // Slack's limits of a header and of a section.
    private const int MaxHeader = 150;
    private const int MaxSection = 3000;

    private const int MaxComment = 2000;

    // A long text is read behind the link; a message of many screens helps nobody.
    private const int MaxSections = 3;

    /// <summary>The message that asks.</summary>
    /// <param name="approval">What is to be decided.</param>
    /// <param name="link">Where it can be read in full, changed and decided.</param>
    /// <param name="hasButtons">Whether Slack sends us the clicks on buttons.</param>
    public static SlackMessage Ask(ApprovalRecord approval, string link, bool hasButtons)
    {
        var parts = SlackText.Split(TextHelpers.MarkdownToSlack(approval.Text), MaxSection);
        var isWhole = parts.Count <= MaxSections;
        var until = approval.ExpiresAt.ToUnixTimeSeconds();
        return new SlackMessage
        {
            Texts = [$"To approve: {TextHelpers.SlackEscape(approval.Title)}"],
            Blocks =
            [
                Header(approval),
                .. parts.Take(MaxSections).Select(Section),
                Context($"{(isWhole ? string.Empty : "The whole text is behind the button. ")}To decide until <!date^{until}^{{date_short_pretty}}, {{time}}|{ApprovalWords.Moment(approval.ExpiresAt)}>."),
                Block(new { type = "actions", block_id = "transcribe.approval", elements = Buttons(approval, link, hasButtons) }),
            ],
        };
    }

    /// <summary>What takes its place.</summary>
    public static SlackMessage Close(ApprovalRecord approval)
    {
        var outcome = TextHelpers.SlackEscape(ApprovalWords.Outcome(approval));
        var comment = approval.Comment is null ? [] : SlackText.Split(TextHelpers.SlackEscape(approval.Comment), MaxComment);
        return new SlackMessage { Texts = [outcome], Blocks = [Header(approval), Section($"*{outcome}*"), .. comment.Take(1).Select(text => Section($"> {text.Replace("\n", "\n> ")}"))] };
    }

    private static object[] Buttons(ApprovalRecord approval, string link, bool hasButtons)
    {
        var open = new { type = "button", action_id = Open, text = Plain(approval.MayEdit ? "Read and change" : "Read"), url = link };
        return hasButtons
            ?
            [
                new { type = "button", action_id = Approve, style = "primary", text = Plain("Approve"), value = approval.Id },
                new { type = "button", action_id = Refuse, style = "danger", text = Plain("Refuse"), value = approval.Id },
                open,
            ]
            : [open];
    }

    private static JsonElement Header(ApprovalRecord approval) =>
        Block(new { type = "header", text = Plain(approval.Title.Length <= MaxHeader ? approval.Title : approval.Title[..(MaxHeader - 1)] + "…") });

    private static JsonElement Section(string text) => Block(new { type = "section", text = new { type = "mrkdwn", text } });

    private static JsonElement Context(string text) => Block(new { type = "context", elements = new[] { new { type = "mrkdwn", text } } });

    private static object Plain(string text) => new { type = "plain_text", text };

    private static JsonElement Block(object block) => JsonSerializer.SerializeToElement(block);
}
