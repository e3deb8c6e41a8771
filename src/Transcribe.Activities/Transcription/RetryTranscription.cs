using System.Runtime.CompilerServices;
using Transcribe.Activities.Connections;
using Transcribe.Activities.Transcription.Submitting;

namespace Transcribe.Activities.Transcription;

/// <summary>Starts a new paid attempt at a failed job, once for each execution, under the same ceilings as a submission.</summary>
[Activity(
    Namespace = Palette.Namespace,
    Type = "Retry",
    Category = Palette.Transcribe,
    DisplayName = "Retry Transcription",
    Description = "Start a new paid attempt at a failed transcription.",
    Kind = ActivityKind.Task)]
[FlowNode(Submitted, Refused, Failed)]
[FailureOutcomes(Refused, Failed)]
[Output(Description = "The accepted attempt, as Submit Transcription gives it.")]
public sealed class RetryTranscription : PaidActivity<TranscriptionJob>
{
    /// <summary>The attempt was accepted; the price is held.</summary>
    public const string Submitted = "Submitted";

    /// <inheritdoc/>
    public RetryTranscription([CallerFilePath] string? source = null, [CallerLineNumber] int? line = null)
        : base(source, line)
    {
    }

    /// <summary>An id, a job, or what Await Completion gave.</summary>
    [Input(Description = "The failed job, or its id.", Order = 1)]
    [NamesJob]
    public Input<object> Job { get; set; } = null!;

    /// <summary>A name, never a key.</summary>
    [Input(
        Description = "The connection to transcribe.so that has the job; empty for the one that submitted it.",
        UIHint = InputUIHints.DropDown,
        UIHandler = typeof(JobConnectionOptionsProvider),
        Order = 90)]
    public Input<string?> Connection { get; set; } = null!;

    private protected override JobSubmission ToSubmission(ActivityExecutionContext context)
    {
        var job = JobReference.From(Job.GetOrDefault(context));
        return Paid(context, null, Text(Connection.GetOrDefault(context)) ?? job?.Connection ?? ConnectionNames.Default) with { RetryOf = job };
    }

    private protected override ValueTask OnSubmittedAsync(ActivityExecutionContext context, TranscriptionJob job)
    {
        context.Set(Result, job, nameof(Result));
        return context.CompleteActivityWithOutcomesAsync(Submitted);
    }
}
