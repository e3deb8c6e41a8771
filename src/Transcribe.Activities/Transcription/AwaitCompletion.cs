using System.Runtime.CompilerServices;
using Transcribe.Activities.Connections;
using Transcribe.Activities.Ledger;
using Transcribe.Activities.Templating;

namespace Transcribe.Activities.Transcription;

/// <summary>
/// Waits until a job has ended, holding nothing. Works whether the news comes early, late, twice, forged or never: the news only makes it
/// look at the ledger, where an end stands only if it was read from the API.
/// </summary>
[Activity(
    Namespace = Palette.Namespace,
    Category = Palette.Transcribe,
    DisplayName = "Await Completion",
    Description = "Wait until a transcription job has ended.")]
[FlowNode(Completed, Failed, Canceled, TimedOut)]
[Output(Description = "The facts of the finished job: status, title, language, duration, charge.")]
public sealed class AwaitCompletion : Activity<FinishedTranscription>
{
    /// <summary>The name of the stimulus and of the bookmark.</summary>
    public const string BookmarkName = "Transcribe.AwaitCompletion";

    /// <summary>The result can be read.</summary>
    public const string Completed = "Completed";

    /// <summary>The vendor could not transcribe it.</summary>
    public const string Failed = "Failed";

    /// <summary>The job was cancelled at the vendor's.</summary>
    public const string Canceled = "Canceled";

    /// <summary>The job had not ended in time; it goes on at the vendor's.</summary>
    public const string TimedOut = "Timed Out";

    private const string DefaultTimeout = "06:00:00";
    private const string JobIdKey = "JobId";
    private const string ConnectionKey = "Connection";
    private const string TimeoutKey = "Timeout";

    /// <inheritdoc/>
    public AwaitCompletion([CallerFilePath] string? source = null, [CallerLineNumber] int? line = null)
        : base(source, line)
    {
    }

    /// <summary>An id, or what Submit Transcription gave.</summary>
    [Input(Description = "The job, or its id.", Order = 1)]
    public Input<object> Job { get; set; } = null!;

    /// <summary>From the moment the activity starts to wait.</summary>
    [Input(Description = "The longest time to wait.", DefaultValue = DefaultTimeout, Order = 2)]
    public Input<TimeSpan> Timeout { get; set; } = new(TimeSpan.FromHours(6));

    /// <summary>A name, never a key.</summary>
    [Input(
        Description = "The connection to transcribe.so that has the job; empty for the one that submitted it.",
        UIHint = InputUIHints.DropDown,
        UIHandler = typeof(JobConnectionOptionsProvider),
        Order = 3)]
    public Input<string?> Connection { get; set; } = null!;

    /// <summary>The recording's length.</summary>
    [Output(Description = "The length of the recording.")]
    public Output<TimeSpan> Duration { get; set; } = null!;

    /// <summary>In US dollars.</summary>
    [Output(Description = "What the job cost, in US dollars.")]
    public Output<decimal> Cost { get; set; } = null!;

    /// <summary>Why there is no result.</summary>
    [Output(Description = "Why the job did not complete, in the vendor's words where it failed; for the operator.")]
    public Output<string> Reason { get; set; } = null!;

    /// <inheritdoc/>
    protected override async ValueTask ExecuteAsync(ActivityExecutionContext context)
    {
        if (JobReference.From(Job.GetOrDefault(context)) is not { } job)
        {
            await context.CompleteWithReasonAsync(Reason, "There is no job to wait for: the input names none.", Failed);
            return;
        }

        if (Connection.GetOrDefault(context) is { } chosen && !string.IsNullOrWhiteSpace(chosen))
            job = job with { Connection = chosen.Trim() };

        var entry = await Waits(context).WatchAsync(job, context.WorkflowExecutionContext.Id, context.CancellationToken);
        context.JournalData[JobIdKey] = job.JobId;
        if (entry.Outcome is { } outcome)
            await CompleteAsync(context, outcome);
        else
            Suspend(context, entry);
    }

    // Inputs are evaluated again at every resume and may give something else by then: what is waited for, and how long, is settled here.
    private void Suspend(ActivityExecutionContext context, LedgerEntry entry)
    {
        var timeout = Timeout.GetOrDefault(context);
        context.SetProperty(JobIdKey, entry.JobId);
        context.SetProperty(ConnectionKey, entry.Connection);
        context.SetProperty(TimeoutKey, timeout.TotalSeconds);

        WaitForNews(context, entry.Connection, entry.JobId!);
        context.DelayFor(timeout < TimeSpan.Zero ? TimeSpan.Zero : timeout, OnAwaitTimedOutAsync);
    }

    private void WaitForNews(ActivityExecutionContext context, string connection, string jobId) => context.CreateBookmark(new CreateBookmarkArgs
    {
        Stimulus = new TranscriptionFinishedStimulus(connection, jobId),
        BookmarkName = BookmarkName,
        IncludeActivityInstanceId = false,
        Callback = OnTranscriptionFinishedAsync,
    });

    private async ValueTask OnTranscriptionFinishedAsync(ActivityExecutionContext context)
    {
        // Wrong news burn the bookmark as right ones do, so another one takes its place; the time-out's stays as it is.
        if ((await LookAsync(context))?.Outcome is { } outcome)
            await CompleteAsync(context, outcome);
        else
            WaitForNews(context, context.GetProperty<string>(ConnectionKey)!, context.GetProperty<string>(JobIdKey)!);
    }

    private async ValueTask OnAwaitTimedOutAsync(ActivityExecutionContext context)
    {
        var entry = await LookAsync(context);
        if (entry?.Outcome is { } outcome)
        {
            await CompleteAsync(context, outcome);
            return;
        }

        var waited = TemplateHelpers.Duration(context.GetProperty<double>(TimeoutKey));
        var state = entry is null ? "and could not be read at the end" : $"and was still '{entry.Status}'";
        await context.CompleteWithReasonAsync(
            Reason, $"Job '{context.GetProperty<string>(JobIdKey)}' had not ended after {waited} {state}. It goes on at the vendor's.", TimedOut);
    }

    private ValueTask CompleteAsync(ActivityExecutionContext context, FinishedTranscription outcome)
    {
        context.JournalData["Status"] = outcome.Status;
        context.Set(Result, outcome, nameof(Result));
        if (outcome.DurationSeconds is { } seconds)
            context.Set(Duration, TimeSpan.FromSeconds(seconds), nameof(Duration));
        if (outcome.ChargeUsd is { } charge)
            context.Set(Cost, charge, nameof(Cost));

        return outcome switch
        {
            { IsCompleted: true } => context.CompleteActivityWithOutcomesAsync(Completed),
            { IsCancelled: true } => context.CompleteWithReasonAsync(Reason, outcome.Error ?? "The job was cancelled at the vendor's.", Canceled),
            _ => context.CompleteWithReasonAsync(Reason, outcome.Error ?? "The vendor gave no reason.", Failed),
        };
    }

    private static Task<LedgerEntry?> LookAsync(ActivityExecutionContext context) => Waits(context).LookAsync(
        context.GetProperty<string>(ConnectionKey)!, context.GetProperty<string>(JobIdKey)!, context.CancellationToken);

    private static JobWaits Waits(ActivityExecutionContext context) => context.GetRequiredService<JobWaits>();
}
