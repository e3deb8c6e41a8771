using System.Runtime.CompilerServices;
using Transcribe.Activities.Transcription.Submitting;

namespace Transcribe.Activities.Transcription;

/// <summary>
/// Sends a recording to transcribe.so as a paid job. Executed again after a crash it finds, or is given, the same job: the idempotency key
/// comes from the run and the execution.
/// </summary>
[Activity(
    Namespace = Palette.Namespace,
    Category = Palette.Transcribe,
    DisplayName = "Submit Transcription",
    Description = "Submit a recording to transcribe.so as a paid job.",
    Kind = ActivityKind.Task)]
[FlowNode(Submitted, Refused, Failed)]
[FailureOutcomes(Refused, Failed)]
[Output(Description = "The accepted job: id, status, billed minutes, price, connection.")]
public sealed class SubmitTranscription : SubmittingActivity<TranscriptionJob>
{
    /// <summary>The job was accepted; the price is held.</summary>
    public const string Submitted = "Submitted";

    /// <inheritdoc/>
    public SubmitTranscription([CallerFilePath] string? source = null, [CallerLineNumber] int? line = null)
        : base(source, line)
    {
    }

    /// <summary>The API's id of the job.</summary>
    [Output(Description = "The id of the job.")]
    public Output<string> JobId { get; set; } = null!;

    /// <summary>The status when it was accepted.</summary>
    [Output(Description = "The status that the job was accepted with; queued is success.")]
    public Output<string> Status { get; set; } = null!;

    private protected override ValueTask OnSubmittedAsync(ActivityExecutionContext context, TranscriptionJob job)
    {
        context.Set(Result, job, nameof(Result));
        context.Set(JobId, job.Id, nameof(JobId));
        context.Set(Status, job.Status, nameof(Status));
        return context.CompleteActivityWithOutcomesAsync(Submitted);
    }
}
