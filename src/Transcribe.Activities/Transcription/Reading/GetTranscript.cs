using System.Runtime.CompilerServices;
using Transcribe.Activities.Transcription.Speakers;
using Transcribe.Client;

namespace Transcribe.Activities.Transcription.Reading;

/// <summary>Reads the whole transcript of a completed job as one text, with the names that Name Speakers gave.</summary>
[Activity(
    Namespace = Palette.Namespace,
    Category = Palette.Transcribe,
    DisplayName = "Get Transcript",
    Description = "Read the whole transcript of a completed job.",
    Kind = ActivityKind.Task)]
[FlowNode(Done, Failed)]
[FailureOutcomes(Failed)]
[Output(Description = "The transcript; empty when nothing was said.")]
public sealed class GetTranscript : JobActivity<string>
{
    /// <inheritdoc/>
    public GetTranscript([CallerFilePath] string? source = null, [CallerLineNumber] int? line = null)
        : base(source, line)
    {
    }

    /// <summary>Plain text or Markdown.</summary>
    [Input(Description = "Plain text or Markdown.", UIHint = InputUIHints.DropDown, DefaultValue = nameof(TranscriptFormat.Text), Order = 2)]
    public Input<TranscriptFormat> Format { get; set; } = new(TranscriptFormat.Text);

    /// <summary>Whether turns begin with their speaker.</summary>
    [Input(Description = "Write who speaks.", DefaultValue = true, Order = 3)]
    public Input<bool> Speakers { get; set; } = new(true);

    /// <summary>Whether turns begin with their time.</summary>
    [Input(Description = "Write when it was said.", DefaultValue = false, Order = 4)]
    public Input<bool> Timestamps { get; set; } = new(false);

    private protected override async Task<string> WorkAsync(ActivityExecutionContext context, OpenJob job)
    {
        var options = new TranscriptOptions
        {
            Format = Format.GetOrDefault(context), SpeakerLabels = Speakers.GetOrDefault(context), Timestamps = Timestamps.GetOrDefault(context),
        };
        var text = await job.Handle.GetTranscriptAsync(options, context.CancellationToken);
        var names = await context.GetRequiredService<SpeakerNames>().ReadAsync(job, context.CancellationToken);
        text = names.Apply(text, options.Format == TranscriptFormat.Markdown ? SpeakerEscape.Markdown : SpeakerEscape.None);

        context.JournalData["Characters"] = text.Length;
        context.Set(Result, text, nameof(Result));
        return Done;
    }
}
