using Transcribe.Activities.Ledger;
using Transcribe.Activities.Templating;

namespace Transcribe.Activities.Transcription;

/// <summary>
/// Waiting for the end of a job, for the activities that do. Inputs are evaluated again at every resume and may give something else by
/// then: what is waited for, and how long, is settled when the wait begins.
/// </summary>
internal static class CompletionWait
{
    private const string JobIdKey = "JobId";
    private const string ConnectionKey = "Connection";
    private const string TimeoutKey = "Timeout";

    /// <summary>Begins to wait.</summary>
    public static void Begin(ActivityExecutionContext context, LedgerEntry entry, TimeSpan timeout, ExecuteActivityDelegate onNews, ExecuteActivityDelegate onTimedOut)
    {
        context.SetProperty(JobIdKey, entry.JobId);
        context.SetProperty(ConnectionKey, entry.Connection);
        context.SetProperty(TimeoutKey, timeout.TotalSeconds);

        WaitForNews(context, entry.Connection, entry.JobId!, onNews);
        context.DelayFor(timeout < TimeSpan.Zero ? TimeSpan.Zero : timeout, onTimedOut);
    }

    /// <summary>How the job ended; null: the news was wrong, and the wait goes on.</summary>
    public static async Task<FinishedTranscription?> OnNewsAsync(ActivityExecutionContext context, ExecuteActivityDelegate onNews)
    {
        if ((await LookAsync(context))?.Outcome is { } outcome)
            return outcome;

        // Wrong news burn the bookmark as right ones do, so another one takes its place; the time-out's stays as it is.
        WaitForNews(context, context.GetProperty<string>(ConnectionKey)!, context.GetProperty<string>(JobIdKey)!, onNews);
        return null;
    }

    /// <summary>How the job ended after all, or what to say about it.</summary>
    public static async Task<(FinishedTranscription? Outcome, string Reason)> OnTimedOutAsync(ActivityExecutionContext context)
    {
        var entry = await LookAsync(context);
        var waited = TemplateHelpers.Duration(context.GetProperty<double>(TimeoutKey));
        var state = entry is null ? "and could not be read at the end" : $"and was still '{entry.Status}'";
        return (entry?.Outcome, $"Job '{context.GetProperty<string>(JobIdKey)}' had not ended after {waited} {state}. It goes on at the vendor's.");
    }

    /// <summary>The run was cancelled: the wait is forgotten, the job is not.</summary>
    public static async ValueTask ForgetAsync(SignalContext signal)
    {
        var context = signal.ReceiverActivityExecutionContext;
        if (context.Id != signal.SenderActivityExecutionContext.Id || context.GetProperty<string>(JobIdKey) is not { } jobId)
            return;

        var note = $"Only the wait was cancelled: job '{jobId}' goes on at the vendor's and is paid.";
        context.JournalData["Note"] = note;
        context.AddExecutionLogEntry("Cancelled", note);
        await context.GetRequiredService<IJobLedger>().AbandonAsync(context.GetProperty<string>(ConnectionKey)!, jobId, CancellationToken.None);
    }

    private static void WaitForNews(ActivityExecutionContext context, string connection, string jobId, ExecuteActivityDelegate onNews) => context.CreateBookmark(new CreateBookmarkArgs
    {
        Stimulus = new TranscriptionFinishedStimulus(connection, jobId),
        BookmarkName = AwaitCompletion.BookmarkName,
        IncludeActivityInstanceId = false,
        Callback = onNews,
    });

    private static Task<LedgerEntry?> LookAsync(ActivityExecutionContext context) => context.GetRequiredService<JobWaits>().LookAsync(
        context.GetProperty<string>(ConnectionKey)!, context.GetProperty<string>(JobIdKey)!, context.CancellationToken);
}
