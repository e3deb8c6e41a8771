using System.Runtime.CompilerServices;
using Transcribe.Activities.Connections;
using Transcribe.Activities.Engines;
using Transcribe.Activities.Transcription.Media;
using Transcribe.Activities.Transcription.Money;

namespace Transcribe.Activities.Transcription.Submitting;

/// <summary>The inputs of the activities that submit a recording.</summary>
/// <typeparam name="T">What the activity gives.</typeparam>
public abstract class SubmittingActivity<T> : PaidActivity<T>
{
    private const string DefaultReuseWindow = "30.00:00:00";

    /// <inheritdoc/>
    protected SubmittingActivity([CallerFilePath] string? source = null, [CallerLineNumber] int? line = null)
        : base(source, line)
    {
    }

    /// <summary>Where the recording is.</summary>
    [Input(DisplayName = "URL", Description = "The address of the recording, or of its page at YouTube or a podcast platform.", Order = 1)]
    public Input<string> Url { get; set; } = null!;

    /// <summary>What Upload Audio gave, instead of an address.</summary>
    [Input(Description = "What Upload Audio gave, instead of a URL.", Order = 2)]
    public Input<object?> Upload { get; set; } = null!;

    /// <summary>How the vendor is to read the address.</summary>
    [Input(
        Description = "How the address is read; auto chooses by the address.",
        UIHint = InputUIHints.DropDown,
        DefaultValue = nameof(MediaSource.Auto),
        Order = 3)]
    public Input<MediaSource> Source { get; set; } = new(MediaSource.Auto);

    /// <summary>BCP-47, or <c>auto</c>.</summary>
    [Input(
        Description = "The language that is spoken; auto lets the vendor detect it.",
        UIHint = InputUIHints.DropDown,
        UIHandler = typeof(LanguageOptionsProvider),
        DefaultValue = Languages.Auto,
        Order = 4)]
    public Input<string> Language { get; set; } = new(Languages.Auto);

    /// <summary>The vendor's code of a model; empty for its default.</summary>
    [Input(
        Description = "The model, with its present price; empty for the vendor's default.",
        UIHint = InputUIHints.DropDown,
        UIHandler = typeof(PipelineOptionsProvider),
        Order = 5)]
    public Input<string?> Pipeline { get; set; } = null!;

    /// <summary>Whether an earlier result for the same recording is used.</summary>
    [Input(
        Description = "Whether an earlier transcription of the same recording is used instead of paying again.",
        UIHint = InputUIHints.DropDown,
        DefaultValue = nameof(ReusePolicy.Scheduled),
        Order = 23)]
    public Input<ReusePolicy> Reuse { get; set; } = new(ReusePolicy.Scheduled);

    /// <summary>How old the earlier transcription may be.</summary>
    [Input(DisplayName = "Reuse window", Description = "How old an earlier transcription may be to be used.", DefaultValue = DefaultReuseWindow, Order = 24)]
    public Input<TimeSpan> ReuseWindow { get; set; } = new(TimeSpan.FromDays(30));

    /// <summary>Whether the vendor calls back.</summary>
    [Input(
        Description = "Auto asks for a callback where this server has a public address; the end is found without one too.",
        UIHint = InputUIHints.DropDown,
        DefaultValue = nameof(CallbackMode.Auto),
        Order = 30)]
    public Input<CallbackMode> Callback { get; set; } = new(CallbackMode.Auto);

    /// <summary>A name, never a key.</summary>
    [Input(
        Description = "The connection to transcribe.so that pays.",
        UIHint = InputUIHints.DropDown,
        UIHandler = typeof(TranscribeConnectionOptionsProvider),
        DefaultValue = ConnectionNames.Default,
        Order = 90)]
    public Input<string> Connection { get; set; } = new(ConnectionNames.Default);

    private protected sealed override JobSubmission ToSubmission(ActivityExecutionContext context)
    {
        var upload = UploadedAudio.From(Upload.GetOrDefault(context));
        var connection = Text(Connection.GetOrDefault(context)) ?? ConnectionNames.Default;
        return Paid(context, Url.GetOrDefault(context), connection) with
        {
            Upload = upload,
            Source = Source.GetOrDefault(context),
            Language = Text(Language.GetOrDefault(context)),
            Pipeline = Text(Pipeline.GetOrDefault(context)),
            ReuseWindow = Reuses(context) ? ReuseWindow.GetOrDefault(context) : null,
            Callback = Callback.GetOrDefault(context),
        };
    }

    private bool Reuses(ActivityExecutionContext context) => Reuse.GetOrDefault(context) switch
    {
        ReusePolicy.Always => true,
        ReusePolicy.Scheduled => RunFacts.IsScheduled(context),
        _ => false,
    };
}
