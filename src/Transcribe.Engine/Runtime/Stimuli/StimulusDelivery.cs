using System.Text.Json;
using Microsoft.Extensions.Logging;
using Transcribe.Engine.Storage;
using Transcribe.Engine.Values;

namespace Transcribe.Engine.Runtime;

/// <summary>Brings kept stimuli to the bookmarks that they were assigned to.</summary>
internal sealed class StimulusDelivery(IStimulusStore stimuli, IBookmarkStore bookmarks, BurstRunner runner, ILogger<StimulusDelivery> logger)
{
    /// <summary>Delivers a stimulus; when its bookmark is gone, to the next waiter, or to none yet.</summary>
    public async Task DeliverAsync(string stimulusId, CancellationToken cancellationToken)
    {
        while (await stimuli.FindAsync(stimulusId, cancellationToken) is { BookmarkId: { } bookmarkId } stimulus)
        {
            if (await bookmarks.FindAsync(bookmarkId, cancellationToken) is { } waiter && await TryResumeAsync(stimulus, waiter, cancellationToken))
                return;

            if (await stimuli.ReassignAsync(stimulusId, cancellationToken) is { } next && next.Id == bookmarkId)
            {
                // Rows and states are committed together, so this cannot be; if it is, trying again for ever would not mend it.
                Log.BookmarkWithoutState(logger, bookmarkId, next.WorkflowInstanceId);
                return;
            }
        }
    }

    private async Task<bool> TryResumeAsync(StimulusRow stimulus, BookmarkRow waiter, CancellationToken cancellationToken) =>
        await runner.ContinueAsync(
            waiter.WorkflowInstanceId,
            state => WorkflowRuntime.Resuming(state, waiter.Id, InputOf(stimulus)),
            null,
            stimulus.Id,
            cancellationToken) is not null;

    private static Dictionary<string, object>? InputOf(StimulusRow stimulus)
    {
        if (stimulus.Input is null)
            return null;

        using var document = JsonDocument.Parse(stimulus.Input);
        return document.RootElement.EnumerateObject().ToDictionary(member => member.Name, member => ValueSerializer.Read(member.Value)!, StringComparer.Ordinal);
    }
}
