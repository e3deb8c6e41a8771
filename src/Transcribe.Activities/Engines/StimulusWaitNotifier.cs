using Microsoft.Extensions.DependencyInjection;
using Transcribe.Activities.Transcription;
using Transcribe.Activities.Transcription.Batches;
using Transcribe.Activities.Transcription.Money;
using Transcribe.Activities.Transcription.Submitting;

namespace Transcribe.Activities.Engines;

/// <summary>Both engines take news as stimuli, and keep those whose waiter is not there yet.</summary>
internal sealed class StimulusWaitNotifier(IServiceScopeFactory scopes) : IWaitNotifier
{
    public Task TranscriptionFinishedAsync(string connection, string jobId, CancellationToken cancellationToken) =>
        SendAsync(AwaitCompletion.BookmarkName, new TranscriptionFinishedStimulus(connection, jobId), cancellationToken);

    public Task SubmissionReleasedAsync(string ledgerId, CancellationToken cancellationToken) =>
        SendAsync(PaidSubmission.BookmarkName, new SubmissionReleasedStimulus(ledgerId), cancellationToken);

    public Task BatchEndedAsync(string batchId, CancellationToken cancellationToken) =>
        SendAsync(TranscribeBatch.BookmarkName, new BatchEndedStimulus(batchId), cancellationToken);

    private async Task SendAsync(string name, object stimulus, CancellationToken cancellationToken)
    {
        await using var scope = scopes.CreateAsyncScope();
        await scope.ServiceProvider.GetRequiredService<IStimulusSender>().SendAsync(name, stimulus, cancellationToken: cancellationToken);
    }
}
