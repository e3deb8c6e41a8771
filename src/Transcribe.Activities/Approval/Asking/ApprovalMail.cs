using Transcribe.Activities.Deliver.Email;
using Transcribe.Activities.Templating;

namespace Transcribe.Activities.Approval.Asking;

/// <summary>The mail that asks.</summary>
internal static class ApprovalMail
{
    public static Mail Ask(ApprovalRecord approval, string recipient, string link)
    {
        var (verbs, until) = (approval.MayEdit ? "Approve, change or refuse" : "Approve or refuse", ApprovalWords.Moment(approval.ExpiresAt));
        return new Mail
        {
            To = recipient,
            Subject = $"To approve: {approval.Title}",
            Text = $"{approval.Text}\n\n---\n{verbs} it until {until}:\n{link}\n\nWhoever has this link can decide: keep it to yourself.\n",
            Html = $"""
                <h1>{TextHelpers.HtmlEscape(approval.Title)}</h1>
                {TextHelpers.MarkdownToHtml(approval.Text)}
                <hr>
                <p><a href="{TextHelpers.HtmlEscape(link)}">{verbs}</a> it until {until}. Whoever has this link can decide: keep it to yourself.</p>

                """,
        };
    }
}
