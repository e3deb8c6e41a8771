using System.Runtime.CompilerServices;
using Transcribe.Activities.Transcription.Speakers;
using Transcribe.Client;

namespace Transcribe.Activities.Transcription.Reading;

/// <summary>Reads the subtitles of a completed job as the text of a file, with the names that Name Speakers gave.</summary>
[Activity(
    Namespace = Palette.Namespace,
    Category = Palette.Transcribe,
    DisplayName = "Get Subtitles",
    Description = "Read the subtitles of a completed job as SRT, VTT, karaoke VTT or JSON.",
    Kind = ActivityKind.Task)]
[FlowNode(Done, Failed)]
[FailureOutcomes(Failed)]
[Output(Description = "The text of the subtitle file; empty when nothing was said.")]
public sealed class GetSubtitles : JobActivity<string>
{
    private const string Free = "none";

    /// <inheritdoc/>
    public GetSubtitles([CallerFilePath] string? source = null, [CallerLineNumber] int? line = null)
        : base(source, line)
    {
    }

    /// <summary>The file format.</summary>
    [Input(Description = "The format of the file.", UIHint = InputUIHints.DropDown, DefaultValue = nameof(SubtitleFormat.Srt), Order = 2)]
    public Input<SubtitleFormat> Format { get; set; } = new(SubtitleFormat.Srt);

    /// <summary>The line rules of a platform.</summary>
    [Input(
        Description = "The platform whose rules the lines keep to.",
        UIHint = InputUIHints.DropDown,
        Options = new[] { Free, "youtube", "tiktok-shorts", "instagram-reels", "netflix", "podcast", "broadcast" },
        DefaultValue = Free,
        Order = 3)]
    public Input<string> Preset { get; set; } = new(Free);

    /// <summary>Whether cues begin with their speaker.</summary>
    [Input(Description = "Write who speaks.", DefaultValue = false, Order = 4)]
    public Input<bool> Speakers { get; set; } = new(false);

    /// <summary>Cues by words or by sentences.</summary>
    [Input(
        Description = "Whether cues follow words or sentences.",
        UIHint = InputUIHints.DropDown,
        Options = new[] { "auto", "word", "sentence" },
        DefaultValue = "auto",
        Order = 5)]
    public Input<string> Mode { get; set; } = new("auto");

    /// <summary>The extension that a file of this format has, with its dot.</summary>
    [Output(Description = "The extension for the file, such as .srt.")]
    public Output<string> Extension { get; set; } = null!;

    private protected override async Task<string> WorkAsync(ActivityExecutionContext context, OpenJob job)
    {
        var format = Format.GetOrDefault(context);
        var preset = Preset.GetOrDefault(context);
        var options = new SubtitleOptions
        {
            Format = format,
            Preset = string.IsNullOrWhiteSpace(preset) || preset == Free ? null : preset.Trim(),
            SpeakerLabels = Speakers.GetOrDefault(context),
            Mode = Mode.GetOrDefault(context),
        };
        var text = await job.Handle.GetSubtitlesAsync(options, context.CancellationToken);
        var names = await context.GetRequiredService<SpeakerNames>().ReadAsync(job, context.CancellationToken);

        context.Set(Result, names.Apply(text, EscapeOf(format)), nameof(Result));
        context.Set(Extension, ExtensionOf(format), nameof(Extension));
        return Done;
    }

    private static SpeakerEscape EscapeOf(SubtitleFormat format) => format switch
    {
        SubtitleFormat.Json => SpeakerEscape.Json,
        SubtitleFormat.Vtt or SubtitleFormat.VttKaraoke => SpeakerEscape.Vtt,
        _ => SpeakerEscape.None,
    };

    private static string ExtensionOf(SubtitleFormat format) => format switch
    {
        SubtitleFormat.Json => ".json",
        SubtitleFormat.Vtt or SubtitleFormat.VttKaraoke => ".vtt",
        _ => ".srt",
    };
}
