using System.Runtime.CompilerServices;
using Transcribe.Activities.Connections;
using Transcribe.Activities.Engines;
using Transcribe.Activities.Templating;
using Transcribe.Client;

namespace Transcribe.Activities.Transcription;

/// <summary>Summarises a completed job from its chapters, sections and questions, which are part of its price.</summary>
[Activity(
    Namespace = Palette.Namespace,
    Category = Palette.Transcribe,
    DisplayName = "Summarize",
    Description = "Summarize a completed transcription from its chapters, sections and questions.",
    Kind = ActivityKind.Task)]
[FlowNode(Done, Failed)]
[FailureOutcomes(Failed)]
[Output(Description = "The summary: title, text, chapters, sections, questions.")]
public sealed class Summarize : Activity<Summary>
{
    /// <summary>There is a summary.</summary>
    public const string Done = "Done";

    /// <summary>The result could not be read, or the template is wrong.</summary>
    public const string Failed = "Failed";

    private const int DefaultMaxLength = 4000;

    /// <inheritdoc/>
    public Summarize([CallerFilePath] string? source = null, [CallerLineNumber] int? line = null)
        : base(source, line)
    {
    }

    /// <summary>An id, a job, or what Await Completion gave.</summary>
    [Input(Description = "The completed transcription, its job, or the job's id.", Order = 1)]
    [NamesJob]
    public Input<object> Transcript { get; set; } = null!;

    /// <summary>The form of the text.</summary>
    [Input(Description = "The form of the text.", UIHint = InputUIHints.DropDown, DefaultValue = nameof(SummaryStyle.Bullets), Order = 2)]
    public Input<SummaryStyle> Style { get; set; } = new(SummaryStyle.Bullets);

    /// <summary>In characters; 0 for no limit.</summary>
    [Input(DisplayName = "Max length", Description = "The longest text, in characters; 0 for no limit.", DefaultValue = DefaultMaxLength, Order = 3)]
    public Input<int> MaxLength { get; set; } = new(DefaultMaxLength);

    /// <summary>Replaces the style's form.</summary>
    [Input(
        Description = "A Scriban template that writes the text instead; it sees the summary, for example {{ summary.title }}, and the variables of the run.",
        UIHint = InputUIHints.CodeEditor,
        Options = "liquid",
        Order = 4)]
    [Template]
    public Input<string?> Template { get; set; } = null!;

    /// <summary>Two questions, out of the account's daily allowance.</summary>
    [Input(
        DisplayName = "Ask for decisions",
        Description = "For minutes, ask the recording for decisions and action items, out of the daily allowance, instead of finding them in the chapters.",
        DefaultValue = false,
        Order = 5)]
    public Input<bool> Ask { get; set; } = new(false);

    /// <summary>A name, never a key.</summary>
    [Input(
        Description = "The connection to transcribe.so that has the job; empty for the one that submitted it.",
        UIHint = InputUIHints.DropDown,
        UIHandler = typeof(JobConnectionOptionsProvider),
        Order = 6)]
    public Input<string?> Connection { get; set; } = null!;

    /// <summary>The summary's text alone.</summary>
    [Output(Description = "The text of the summary, in Markdown.")]
    public Output<string> Text { get; set; } = null!;

    /// <summary>Why there is no summary.</summary>
    [Output(Description = "Why there is no summary.")]
    public Output<string> Reason { get; set; } = null!;

    /// <inheritdoc/>
    protected override async ValueTask ExecuteAsync(ActivityExecutionContext context)
    {
        var job = JobReference.Require(Transcript.GetOrDefault(context), nameof(Transcript));
        if (Connection.GetOrDefault(context) is { } chosen && !string.IsNullOrWhiteSpace(chosen))
            job = job with { Connection = chosen.Trim() };

        context.JournalData["JobId"] = job.JobId;

        // Questions use the daily allowance. What a template makes of the answers may depend on more than the inputs.
        if (Ask.GetOrDefault(context) && string.IsNullOrWhiteSpace(Template.GetOrDefault(context)) && await RunFacts.TryRepeatAsync(context, Done))
            return;

        try
        {
            var summary = await SummarizeAsync(context, job);
            context.Set(Result, summary, nameof(Result));
            context.Set(Text, summary.Text, nameof(Text));
        }
        catch (Exception exception) when (exception is TranscribeException or TemplateException && !RunFacts.IsTriedAgain(context, exception))
        {
            await context.CompleteWithReasonAsync(Reason, exception.Message, Failed);
            return;
        }

        await context.CompleteActivityWithOutcomesAsync(Done);
    }

    private async Task<Summary> SummarizeAsync(ActivityExecutionContext context, JobReference job)
    {
        var summarizer = context.GetRequiredService<Summarizer>();
        var summary = await summarizer.SummarizeAsync(
            job, new SummaryWish(Style.GetOrDefault(context), MaxLength.GetOrDefault(context), Ask.GetOrDefault(context)), context.CancellationToken);
        if (Template.GetOrDefault(context) is not { } template || string.IsNullOrWhiteSpace(template))
            return summary;

        var variables = context.ExpressionExecutionContext.ToTemplateVariables().Add("summary", summary);
        return summary with { Text = await context.GetRequiredService<TemplateRenderer>().RenderAsync(template, variables, context.CancellationToken) };
    }
}
