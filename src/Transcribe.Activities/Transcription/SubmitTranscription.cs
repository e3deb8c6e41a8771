using System.Runtime.CompilerServices;
using Transcribe.Activities.Connections;
using Transcribe.Activities.Engines;

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
[Output(Description = "The accepted job: id, status, billed minutes, price, connection.")]
public sealed class SubmitTranscription : Activity<TranscriptionJob>
{
    /// <summary>The job was accepted; the price is held.</summary>
    public const string Submitted = "Submitted";

    /// <summary>The request is wrong, or the wallet or a ceiling does not cover it: somebody must change something first.</summary>
    public const string Refused = "Refused";

    /// <summary>The API could not be reached, did not recover in time, or does not accept the key.</summary>
    public const string Failed = "Failed";

    /// <inheritdoc/>
    public SubmitTranscription([CallerFilePath] string? source = null, [CallerLineNumber] int? line = null)
        : base(source, line)
    {
    }

    /// <summary>Where the recording is.</summary>
    [Input(DisplayName = "URL", Description = "The address of the recording, http or https.", Order = 1)]
    public Input<string> Url { get; set; } = null!;

    /// <summary>BCP-47, or <c>auto</c>.</summary>
    [Input(
        Description = "The language that is spoken; auto lets the vendor detect it.",
        UIHint = InputUIHints.DropDown,
        UIHandler = typeof(LanguageOptionsProvider),
        DefaultValue = Languages.Auto,
        Order = 2)]
    public Input<string> Language { get; set; } = new(Languages.Auto);

    /// <summary>The vendor's code of a model; empty for its default.</summary>
    [Input(
        Description = "The model, with its present price; empty for the vendor's default.",
        UIHint = InputUIHints.DropDown,
        UIHandler = typeof(PipelineOptionsProvider),
        Order = 3)]
    public Input<string?> Pipeline { get; set; } = null!;

    /// <summary>In US dollars; over it the job is refused before anything is held.</summary>
    [Input(DisplayName = "Max charge (USD)", Description = "The most that the job may cost, in US dollars; empty for no ceiling.", Order = 4)]
    public Input<decimal?> MaxChargeUsd { get; set; } = null!;

    /// <summary>Whether the vendor calls back.</summary>
    [Input(
        Description = "Auto asks for a callback where this server has a public address; the end is found without one too.",
        UIHint = InputUIHints.DropDown,
        DefaultValue = nameof(CallbackMode.Auto),
        Order = 5)]
    public Input<CallbackMode> Callback { get; set; } = new(CallbackMode.Auto);

    /// <summary>1 to 128 visible ASCII characters.</summary>
    [Input(
        DisplayName = "Idempotency key",
        Description = "Submissions with the same key are one job; empty derives one from this run and execution.",
        Order = 6)]
    public Input<string?> IdempotencyKey { get; set; } = null!;

    /// <summary>A name, never a key.</summary>
    [Input(
        Description = "The connection to transcribe.so that pays.",
        UIHint = InputUIHints.DropDown,
        UIHandler = typeof(TranscribeConnectionOptionsProvider),
        DefaultValue = ConnectionNames.Default,
        Order = 7)]
    public Input<string> Connection { get; set; } = new(ConnectionNames.Default);

    /// <summary>The API's id of the job.</summary>
    [Output(Description = "The id of the job.")]
    public Output<string> JobId { get; set; } = null!;

    /// <summary>The status when it was accepted.</summary>
    [Output(Description = "The status that the job was accepted with; queued is success.")]
    public Output<string> Status { get; set; } = null!;

    /// <summary>Why there is no job.</summary>
    [Output(Description = "Why the job was refused or could not be submitted.")]
    public Output<string> Reason { get; set; } = null!;

    /// <inheritdoc/>
    protected override async ValueTask ExecuteAsync(ActivityExecutionContext context)
    {
        var submitter = context.GetRequiredService<JobSubmitter>();
        var result = await submitter.SubmitAsync(ToSubmission(context), context.CancellationToken);
        if (result.Job is not { } job)
        {
            await context.CompleteWithReasonAsync(Reason, result.Reason!, result.IsRefusal ? Refused : Failed);
            return;
        }

        context.JournalData["JobId"] = job.Id;
        context.JournalData["Connection"] = job.Connection;
        if (job.PriceUsd is { } price)
            context.JournalData["PriceUsd"] = price;

        context.Set(Result, job, nameof(Result));
        context.Set(JobId, job.Id, nameof(JobId));
        context.Set(Status, job.Status, nameof(Status));
        await context.CompleteActivityWithOutcomesAsync(Submitted);
    }

    private JobSubmission ToSubmission(ActivityExecutionContext context) => new(
        Url.GetOrDefault(context),
        Text(Connection.GetOrDefault(context)) ?? ConnectionNames.Default,
        Text(IdempotencyKey.GetOrDefault(context)) ?? StableId.Of(StableId.Submission, context))
    {
        Language = Text(Language.GetOrDefault(context)),
        Pipeline = Text(Pipeline.GetOrDefault(context)),
        MaxChargeUsd = MaxChargeUsd.GetOrDefault(context),
        Callback = Callback.GetOrDefault(context),
        WorkflowDefinitionId = RunFacts.DefinitionIdOf(context),
        WorkflowInstanceId = context.WorkflowExecutionContext.Id,
        ActivityInstanceId = context.Id,
    };

    private static string? Text(string? value) => string.IsNullOrWhiteSpace(value) ? null : value.Trim();
}
