using System.Runtime.CompilerServices;
using Transcribe.Activities.Connections;

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
[FailureOutcomes(Failed, TimedOut)]
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

    /// <inheritdoc/>
    public AwaitCompletion([CallerFilePath] string? source = null, [CallerLineNumber] int? line = null)
        : base(source, line) => OnSignalReceived<CancelSignal>((_, signal) => CompletionWait.ForgetAsync(signal));

    /// <summary>An id, or what Submit Transcription gave.</summary>
    [Input(Description = "The job, or its id.", Order = 1)]
    [NamesJob]
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
        var job = JobReference.Require(Job.GetOrDefault(context), nameof(Job));
        if (Connection.GetOrDefault(context) is { } chosen && !string.IsNullOrWhiteSpace(chosen))
            job = job with { Connection = chosen.Trim() };

        var entry = await context.GetRequiredService<JobWaits>().WatchAsync(job, context.WorkflowExecutionContext.Id, context.CancellationToken);
        context.JournalData["JobId"] = job.JobId;
        if (entry.Outcome is { } outcome)
            await CompleteAsync(context, outcome);
        else
            CompletionWait.Begin(context, entry, Timeout.GetOrDefault(context), OnTranscriptionFinishedAsync, OnAwaitTimedOutAsync);
    }

    private async ValueTask OnTranscriptionFinishedAsync(ActivityExecutionContext context)
    {
        if (await CompletionWait.OnNewsAsync(context, OnTranscriptionFinishedAsync) is { } outcome)
            await CompleteAsync(context, outcome);
    }

    private async ValueTask OnAwaitTimedOutAsync(ActivityExecutionContext context)
    {
        var (outcome, reason) = await CompletionWait.OnTimedOutAsync(context);
        await (outcome is null ? context.CompleteWithReasonAsync(Reason, reason, TimedOut) : CompleteAsync(context, outcome));
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
}
