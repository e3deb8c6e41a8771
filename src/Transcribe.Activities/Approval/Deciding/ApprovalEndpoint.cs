using Microsoft.AspNetCore.Http;
using Transcribe.Activities.Approval.Asking;

namespace Transcribe.Activities.Approval.Deciding;

/// <summary>
/// Where links lead. Looking changes nothing, because programs that look through mails and messages follow links too; only the form's button decides. The
/// token is the permission: it is sealed, stays out of caches and of other servers' logs, and the row lets it decide once.
/// </summary>
internal sealed class ApprovalEndpoint(ApprovalLinks links, ApprovalStore store, ApprovalDecisions decisions)
{
    /// <summary>Shows what is to be decided, or what was.</summary>
    public async Task<IResult> ShowAsync(HttpRequest request, CancellationToken cancellationToken)
    {
        var (ticket, approval) = await FindAsync(request, cancellationToken);
        return approval is null ? Missing(ticket) : ApprovalPage.Show(approval, ticket!.Reader);
    }

    /// <summary>Decides, and shows it.</summary>
    public async Task<IResult> DecideAsync(HttpRequest request, CancellationToken cancellationToken)
    {
        var (ticket, approval) = await FindAsync(request, cancellationToken);
        if (approval is null)
            return Missing(ticket);
        if (await ApprovalForm.ReadAsync(request, cancellationToken) is not { } fields)
            return TooLong();
        if (ApprovalForm.DecisionOf(fields, approval, ticket!.Reader) is not { } decision)
            return ApprovalPage.Say(StatusCodes.Status400BadRequest, "Nothing was decided", "Go back, and press Approve or Refuse.");
        if (decision.EditedText?.Length > ApprovalOptions.MaxTextLength)
            return TooLong();

        return await decisions.DecideAsync(approval, decision, "link", cancellationToken) switch
        {
            DecisionResult.Taken => new SeeOther($"{request.PathBase}{request.Path}{request.QueryString}"),
            DecisionResult.RunEnded => ApprovalPage.Say(StatusCodes.Status410Gone, approval.Title, "The run that asked has ended, so there is nothing to decide any more."),
            _ => ApprovalPage.ShowTooLate((await store.FindAsync(approval.Id, cancellationToken))!),
        };
    }

    private static IResult TooLong() => ApprovalPage.Say(
        StatusCodes.Status413PayloadTooLarge, "Nothing was decided", $"The text is too long: {ApprovalOptions.MaxTextLength:#,##0} characters are taken. Go back and shorten it.");

    private static IResult Missing(ApprovalTicket? ticket) => ticket is null
        ? ApprovalPage.Say(StatusCodes.Status404NotFound, "This link is not valid", "Was it copied whole?")
        : ApprovalPage.Say(StatusCodes.Status410Gone, "There is nothing to decide any more", $"This link worked until {ApprovalWords.Moment(ticket.Until)}, and what was decided then is not kept any longer.");

    private async Task<(ApprovalTicket? Ticket, ApprovalRecord? Approval)> FindAsync(HttpRequest request, CancellationToken cancellationToken) =>
        links.Read(request.Query[ApprovalLinks.TokenParameter]) is { } ticket ? (ticket, await store.FindAsync(ticket.Id, cancellationToken)) : (null, null);

    // So that a page which is loaded again decides nothing again.
    private sealed class SeeOther(string location) : IResult
    {
        public Task ExecuteAsync(HttpContext httpContext)
        {
            httpContext.Response.StatusCode = StatusCodes.Status303SeeOther;
            httpContext.Response.Headers.Location = location;
            ApprovalPage.Protect(httpContext.Response);
            return Task.CompletedTask;
        }
    }
}
