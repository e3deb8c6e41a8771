using System.Runtime.CompilerServices;
using Transcribe.Activities.Transcription.Speakers;
using Transcribe.Client;

namespace Transcribe.Activities.Transcription.Reading;

/// <summary>Reads chosen parts of a completed job's result as data, segments always whole, with the names that Name Speakers gave.</summary>
[Activity(
    Namespace = Palette.Namespace,
    Category = Palette.Transcribe,
    DisplayName = "Get Result",
    Description = "Read the result of a completed job as data: chapters, sections, questions, segments.",
    Kind = ActivityKind.Task)]
[FlowNode(Done, Failed)]
[FailureOutcomes(Failed)]
[Output(Description = "The title and the chosen parts.")]
public sealed class GetResult : JobActivity<TranscriptionContent>
{
    /// <inheritdoc/>
    public GetResult([CallerFilePath] string? source = null, [CallerLineNumber] int? line = null)
        : base(source, line)
    {
    }

    /// <summary>Names of <see cref="ResultInclude"/>.</summary>
    [Input(
        Description = "The parts to read; segments are every spoken word and can be long.",
        UIHint = InputUIHints.CheckList,
        Options = new[] { nameof(ResultInclude.Chapters), nameof(ResultInclude.Sections), nameof(ResultInclude.Qna), nameof(ResultInclude.Segments), nameof(ResultInclude.Acts) },
        DefaultValue = new[] { nameof(ResultInclude.Chapters), nameof(ResultInclude.Sections), nameof(ResultInclude.Qna) },
        Order = 2)]
    public Input<ICollection<string>> Parts { get; set; } =
        new([nameof(ResultInclude.Chapters), nameof(ResultInclude.Sections), nameof(ResultInclude.Qna)]);

    private protected override async Task<string> WorkAsync(ActivityExecutionContext context, OpenJob job)
    {
        var include = (Parts.GetOrDefault(context) ?? []).Aggregate(ResultInclude.None, (all, part) => all | PartOf(part));
        var result = await job.Handle.GetResultAsync(include == ResultInclude.None ? ResultInclude.Default : include, context.CancellationToken);
        var names = await context.GetRequiredService<SpeakerNames>().ReadAsync(job, context.CancellationToken);

        context.Set(Result, TranscriptionContent.From(result, names), nameof(Result));
        return Done;
    }

    private static ResultInclude PartOf(string name) => Enum.TryParse<ResultInclude>(name, ignoreCase: true, out var part)
        ? part
        : throw new InputException($"'{name}' is no part of a result. Parts are Chapters, Sections, Qna, Segments, Acts.");
}
