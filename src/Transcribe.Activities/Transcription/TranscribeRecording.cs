using System.Runtime.CompilerServices;
using Transcribe.Activities.Transcription.Submitting;

namespace Transcribe.Activities.Transcription;

/// <summary>Submits a recording and waits for its end: Submit Transcription and Await Completion in one, with the same promises.</summary>
[Activity(
    Namespace = Palette.Namespace,
    Type = "Transcribe",
    Category = Palette.Transcribe,
    DisplayName = "Transcribe",
    Description = "Submit a recording to transcribe.so as a paid job and wait until it is transcribed.",
    Kind = ActivityKind.Task)]
[FlowNode(Completed, Failed, TimedOut, Refused)]
[FailureOutcomes(Failed, TimedOut, Refused)]
[Output(Description = "The facts of the finished job: status, title, language, duration, charge.")]
public sealed class TranscribeRecording : SubmittingActivity<FinishedTranscription>
{
    /// <summary>The result can be read.</summary>
    public const string Completed = "Completed";

    /// <summary>The job had not ended in time; it goes on at the vendor's.</summary>
    public const string TimedOut = "Timed Out";

    private const string DefaultTimeout = "06:00:00";

    /// <inheritdoc/>
    public TranscribeRecording([CallerFilePath] string? source = null, [CallerLineNumber] int? line = null)
        : base(source, line) => OnSignalReceived<CancelSignal>((_, signal) => CompletionWait.ForgetAsync(signal));

    /// <summary>From the moment the job is accepted.</summary>
    [Input(Description = "The longest time to wait.", DefaultValue = DefaultTimeout, Order = 6)]
    public Input<TimeSpan> Timeout { get; set; } = new(TimeSpan.FromHours(6));

    /// <summary>The API's id of the job.</summary>
    [Output(Description = "The id of the job.")]
    public Output<string> JobId { get; set; } = null!;

    private protected override async ValueTask OnSubmittedAsync(ActivityExecutionContext context, TranscriptionJob job)
    {
        context.Set(JobId, job.Id, nameof(JobId));
        var entry = await context.GetRequiredService<JobWaits>().WatchAsync(JobReference.From(job)!, context.WorkflowExecutionContext.Id, context.CancellationToken);
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
        context.Set(JobId, outcome.Id, nameof(JobId));
        context.Set(Result, outcome, nameof(Result));
        return outcome.IsCompleted
            ? context.CompleteActivityWithOutcomesAsync(Completed)
            : context.CompleteWithReasonAsync(Reason, outcome.Error ?? (outcome.IsCancelled ? "The job was cancelled at the vendor's." : "The vendor gave no reason."), Failed);
    }
}
