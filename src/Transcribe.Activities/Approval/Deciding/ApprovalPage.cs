using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Http;
using Transcribe.Activities.Approval.Asking;
using Transcribe.Activities.Templating;

namespace Transcribe.Activities.Approval.Deciding;

/// <summary>The pages behind a link: small, without scripts, for every browser and every way to read.</summary>
internal static class ApprovalPage
{
    private const string Style = """
        :root { color-scheme: light dark; --line: light-dark(#c9ced6, #4a515c); --quiet: light-dark(#4d5562, #b3bac5); --good: light-dark(#11643a, #1a7a49); --bad: light-dark(#a3212b, #b3323c); }
        body { margin: 0; font: 1rem/1.5 system-ui, sans-serif; }
        main { max-width: 44rem; margin: 0 auto; padding: 1.5rem 1rem 3rem; overflow-wrap: anywhere; }
        h1 { font-size: 1.5rem; line-height: 1.25; }
        article { border: 1px solid var(--line); border-radius: .5rem; padding: 0 1rem; }
        article p { white-space: pre-line; }
        .quiet { color: var(--quiet); }
        label, summary { display: block; margin: 1rem 0 .25rem; font-weight: 600; }
        summary { display: list-item; cursor: pointer; }
        textarea, input { box-sizing: border-box; width: 100%; font: inherit; padding: .5rem; border: 1px solid var(--quiet); border-radius: .25rem; }
        .choice { display: flex; flex-wrap: wrap; gap: .75rem; margin-top: 1.5rem; }
        button { font: inherit; font-weight: 600; padding: .6rem 1.5rem; border: 0; border-radius: .25rem; color: #fff; cursor: pointer; }
        .approve { background: var(--good); }
        .refuse { background: var(--bad); }
        :focus-visible { outline: 3px solid light-dark(#1f5fbf, #7fb0ff); outline-offset: 2px; }
        """;

    private static readonly string Policy =
        $"default-src 'none'; style-src 'sha256-{Convert.ToBase64String(SHA256.HashData(Encoding.UTF8.GetBytes(Style)))}'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'";

    /// <summary>What is to be decided, with the form; or what was decided.</summary>
    public static IResult Show(ApprovalRecord approval, string? reader) => approval.State == ApprovalState.Open
        ? Write(StatusCodes.Status200OK, approval.Title, $"{Question(approval)}{Text(approval.Text)}{Form(approval, reader)}")
        : Write(approval.State is ApprovalState.Approved or ApprovalState.Refused ? StatusCodes.Status200OK : StatusCodes.Status410Gone, approval.Title, Outcome(approval));

    /// <summary>Somebody else was first, or the time was up.</summary>
    public static IResult ShowTooLate(ApprovalRecord approval) => Write(
        approval.State is ApprovalState.Approved or ApprovalState.Refused ? StatusCodes.Status409Conflict : StatusCodes.Status410Gone,
        approval.Title, $"<p>Your answer came too late and changes nothing.</p>{Outcome(approval)}");

    /// <summary>A title and a sentence.</summary>
    public static IResult Say(int status, string title, string sentence) => Write(status, title, $"<p>{Escape(sentence)}</p>");

    /// <summary>The address is the permission: it goes nowhere else, and is not kept.</summary>
    public static void Protect(HttpResponse response)
    {
        response.Headers.ContentSecurityPolicy = Policy;
        response.Headers.CacheControl = "no-store";
        response.Headers.XContentTypeOptions = "nosniff";
        response.Headers["Referrer-Policy"] = "no-referrer";
    }

    private static string Question(ApprovalRecord approval) =>
        $"""<p class="quiet">A workflow asks whether this may go on. You can decide until {ApprovalWords.Moment(approval.ExpiresAt)}.</p>""";

    private static string Text(string text) => $"<article>{TextHelpers.MarkdownToHtml(text)}</article>";

    private static string Outcome(ApprovalRecord approval) =>
        $"<p><strong>{Escape(ApprovalWords.Outcome(approval))}</strong></p>"
        + (approval.Comment is null ? string.Empty : $"<p>They wrote:</p><article><p>{Escape(approval.Comment)}</p></article>")
        + (approval.State == ApprovalState.Approved ? $"<p>The text:</p>{Text(approval.EditedText ?? approval.Text)}" : string.Empty);

    // The first button of a form is pressed by Enter in a field; here that is one which cannot be pressed.
    private static string Form(ApprovalRecord approval, string? reader) => $"""
        <form method="post">
        <button type="submit" disabled hidden></button>
        {(approval.MayEdit ? Editor(approval) : string.Empty)}
        <label for="comment">Comment <span class="quiet">(optional)</span></label>
        <textarea id="comment" name="{ApprovalForm.CommentField}" rows="3" maxlength="{ApprovalForm.MaxComment}"></textarea>
        {(reader is null ? NameField : $"""<p class="quiet">You decide as {Escape(reader)}.</p>""")}
        <p class="choice">
        <button type="submit" class="approve" name="{ApprovalForm.DecisionField}" value="{ApprovalForm.Approve}">Approve</button>
        <button type="submit" class="refuse" name="{ApprovalForm.DecisionField}" value="{ApprovalForm.Refuse}">Refuse</button>
        </p>
        </form>
        """;

    // HTML swallows a line break right behind the tag.
    private static string Editor(ApprovalRecord approval) => $"""
        <details><summary>Change the text</summary>
        <label for="text">The text, in Markdown; it counts when you approve</label>
        <textarea id="text" name="{ApprovalForm.TextField}" rows="16" maxlength="{ApprovalOptions.MaxTextLength}">
        {Escape(approval.Text)}</textarea></details>
        """;

    private static string NameField => $"""
        <label for="name">Your name <span class="quiet">(optional)</span></label>
        <input id="name" name="{ApprovalForm.NameField}" autocomplete="name" maxlength="{ApprovalForm.MaxName}">
        """;

    private static Page Write(int status, string title, string body) => new Page(status, $"""
        <!DOCTYPE html>
        <html lang="en">
        <head>
        <meta charset="utf-8">
        <meta name="viewport" content="width=device-width, initial-scale=1">
        <meta name="robots" content="noindex">
        <title>{Escape(title)}</title>
        <style>{Style}</style>
        </head>
        <body><main>
        <h1>{Escape(title)}</h1>
        {body}
        </main></body>
        </html>

        """);

    private static string Escape(string text) => TextHelpers.HtmlEscape(text);

    private sealed class Page(int status, string html) : IResult
    {
        public Task ExecuteAsync(HttpContext httpContext)
        {
            Protect(httpContext.Response);
            httpContext.Response.StatusCode = status;
            httpContext.Response.ContentType = "text/html; charset=utf-8";
            return HttpMethods.IsHead(httpContext.Request.Method) ? Task.CompletedTask : httpContext.Response.WriteAsync(html, httpContext.RequestAborted);
        }
    }
}
