using System.Globalization;
using System.Text.Json;
using Transcribe.Engine.Authoring;
using Transcribe.Engine.Execution;
using Transcribe.Engine.Storage;
using Transcribe.Engine.Values;

namespace Transcribe.Workflows.Host.Runs;

/// <summary>When a run that has failed is tried again.</summary>
/// <param name="At">When.</param>
/// <param name="Attempt">Which attempt that is; the first one of a run is 1.</param>
/// <param name="Attempts">How many there are at most.</param>
/// <param name="Step">The step that failed.</param>
/// <param name="Why">What went wrong.</param>
internal sealed record NextAttempt(DateTimeOffset At, int Attempt, int Attempts, string Step, string Why)
{
    /// <summary>It in one sentence.</summary>
    public string Sentence => string.Create(
        CultureInfo.InvariantCulture, $"Tries again at {At:yyyy-MM-dd HH:mm:ss} UTC, attempt {Attempt} of {Attempts}. {Step} failed: {Why}");
}

/// <summary>Finds when runs are tried again.</summary>
internal static class NextAttempts
{
    /// <summary>The next attempt of a run; null: it does not wait for one.</summary>
    public static async Task<NextAttempt?> FindRetryAsync(this IBookmarkStore bookmarks, InstanceRow run, CancellationToken cancellationToken) =>
        run.SubStatus == WorkflowSubStatus.Suspended ? In(await bookmarks.ListByInstanceAsync(run.Id, cancellationToken)) : null;

    /// <summary>The next attempt among the places where a run waits; null: it does not wait for one.</summary>
    public static NextAttempt? In(IReadOnlyList<BookmarkRow> places)
    {
        if (places.FirstOrDefault(place => place.Name == RetryWaitPayload.BookmarkName) is not { DueAt: { } dueAt, Payload: { } json })
            return null;

        using var document = JsonDocument.Parse(json);
        return ValueSerializer.Read(document.RootElement) is RetryWaitPayload wait
            ? new NextAttempt(dueAt, wait.Attempt, wait.Attempts, wait.ActivityName ?? wait.ActivityId, wait.Message)
            : null;
    }
}
