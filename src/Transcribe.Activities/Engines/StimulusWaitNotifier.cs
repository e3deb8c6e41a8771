using Microsoft.Extensions.DependencyInjection;
using Transcribe.Activities.Transcription;

namespace Transcribe.Activities.Engines;

/// <summary>Both engines take news as stimuli, and keep those whose waiter is not there yet.</summary>
internal sealed class StimulusWaitNotifier(IServiceScopeFactory scopes) : IWaitNotifier
{
    public async Task TranscriptionFinishedAsync(string connection, string jobId, CancellationToken cancellationToken)
    {
        await using var scope = scopes.CreateAsyncScope();
        var sender = scope.ServiceProvider.GetRequiredService<IStimulusSender>();
        var stimulus = new TranscriptionFinishedStimulus(connection, jobId);
        await sender.SendAsync(AwaitCompletion.BookmarkName, stimulus, cancellationToken: cancellationToken);
    }
}
