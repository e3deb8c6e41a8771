using Microsoft.Extensions.DependencyInjection;
using Transcribe.Activities.Approval;

namespace Transcribe.Activities.Engines;

/// <summary>Both engines take news as stimuli, and keep those whose waiter is not there yet.</summary>
internal sealed class StimulusApprovalNotifier(IServiceScopeFactory scopes) : IApprovalNotifier
{
    public async Task DecidedAsync(string approvalId, CancellationToken cancellationToken)
    {
        await using var scope = scopes.CreateAsyncScope();
        var sender = scope.ServiceProvider.GetRequiredService<IStimulusSender>();
        await sender.SendAsync(WaitForApproval.BookmarkName, new ApprovalDecidedStimulus(approvalId), cancellationToken: cancellationToken);
    }
}
