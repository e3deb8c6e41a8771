using System.Runtime.CompilerServices;
using Transcribe.Activities.Transcription.Speakers;

namespace Transcribe.Activities.Transcription.Reading;

/// <summary>Asks a completed job a question. It uses the account's daily allowance and never the wallet.</summary>
[Activity(
    Namespace = Palette.Namespace,
    Type = "Ask",
    Category = Palette.Transcribe,
    DisplayName = "Ask",
    Description = "Ask a question about a completed recording; it uses the daily allowance, never the wallet.",
    Kind = ActivityKind.Task)]
[FlowNode(Answered, NoAnswer, Failed)]
[FailureOutcomes(Failed)]
[Output(Description = "The answer with its citations.")]
public sealed class AskRecording : JobActivity<RecordingAnswer>
{
    /// <summary>There is an answer.</summary>
    public const string Answered = "Answered";

    /// <summary>The recording holds no answer.</summary>
    public const string NoAnswer = "No Answer";

    private const int LongestQuestion = 500, FewestPassages = 10, MostPassages = 100;

    /// <inheritdoc/>
    public AskRecording([CallerFilePath] string? source = null, [CallerLineNumber] int? line = null)
        : base(source, line)
    {
    }

    /// <summary>1 to 500 characters.</summary>
    [Input(Description = "The question, at most 500 characters.", UIHint = InputUIHints.MultiLine, Order = 2)]
    public Input<string> Question { get; set; } = null!;

    /// <summary>10 to 100.</summary>
    [Input(Description = "How many passages are considered, 10 to 100; empty for the vendor's choice.", Order = 3)]
    public Input<int?> Passages { get; set; } = null!;

    /// <summary>The answer's text alone.</summary>
    [Output(Description = "The answer in Markdown, with marks such as [1] into the citations.")]
    public Output<string> Text { get; set; } = null!;

    private protected override string[] Repeatable => [Answered, NoAnswer];

    private protected override async Task<string> WorkAsync(ActivityExecutionContext context, OpenJob job)
    {
        var question = Question.GetOrDefault(context)?.Trim();
        if (string.IsNullOrEmpty(question) || question.Length > LongestQuestion)
            throw new InputException($"The question must have 1 to {LongestQuestion} characters.");
        var passages = Passages.GetOrDefault(context);
        if (passages is < FewestPassages or > MostPassages)
            throw new InputException($"The number of passages must be {FewestPassages} to {MostPassages}.");

        var answer = await job.Handle.AskAsync(question, passages, context.CancellationToken);
        var names = await context.GetRequiredService<SpeakerNames>().ReadAsync(job, context.CancellationToken);
        var result = RecordingAnswer.From(question, answer, names);
        context.Set(Result, result, nameof(Result));
        context.Set(Text, result.Text, nameof(Text));
        return answer.NoAnswer ? NoAnswer : Answered;
    }
}
