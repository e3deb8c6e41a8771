using System.Runtime.CompilerServices;
using Transcribe.Activities.Connections;
using Transcribe.Activities.Engines;
using Transcribe.Activities.Transcription.Media;
using Transcribe.Activities.Transcription.Submitting;
using Transcribe.Client;

namespace Transcribe.Activities.Transcription.Money;

/// <summary>Asks what a job would cost, before it is submitted. Free, and creates no job.</summary>
[Activity(
    Namespace = Palette.Namespace,
    Type = "Quote",
    Category = Palette.Transcribe,
    DisplayName = "Quote",
    Description = "Ask what transcribing a recording would cost, for free.",
    Kind = ActivityKind.Task)]
[FlowNode(Done, Refused, Failed)]
[FailureOutcomes(Refused, Failed)]
[Output(Description = "The price: billed minutes, US dollars, connection.")]
public sealed class QuoteTranscription : Activity<PriceQuote>
{
    /// <summary>There is a price.</summary>
    public const string Done = "Done";

    /// <summary>The recording or the request is wrong.</summary>
    public const string Refused = "Refused";

    /// <summary>The API could not be reached, did not recover in time, or does not accept the key.</summary>
    public const string Failed = "Failed";

    /// <inheritdoc/>
    public QuoteTranscription([CallerFilePath] string? source = null, [CallerLineNumber] int? line = null)
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

    /// <summary>The vendor's code of a model; empty for its default.</summary>
    [Input(
        Description = "The model, with its present price; empty for the vendor's default.",
        UIHint = InputUIHints.DropDown,
        UIHandler = typeof(PipelineOptionsProvider),
        Order = 4)]
    public Input<string?> Pipeline { get; set; } = null!;

    /// <summary>A name, never a key.</summary>
    [Input(
        Description = "The connection to transcribe.so that would pay.",
        UIHint = InputUIHints.DropDown,
        UIHandler = typeof(TranscribeConnectionOptionsProvider),
        DefaultValue = ConnectionNames.Default,
        Order = 90)]
    public Input<string> Connection { get; set; } = new(ConnectionNames.Default);

    /// <summary>In US dollars.</summary>
    [Output(Description = "The price in US dollars.")]
    public Output<decimal> PriceUsd { get; set; } = null!;

    /// <summary>Why there is no price.</summary>
    [Output(Description = "Why there is no price.")]
    public Output<string> Reason { get; set; } = null!;

    /// <inheritdoc/>
    protected override async ValueTask ExecuteAsync(ActivityExecutionContext context)
    {
        var connection = Connection.GetOrDefault(context) is { Length: > 0 } name ? name.Trim() : ConnectionNames.Default;
        var wish = new JobSubmission(Url.GetOrDefault(context), connection, nameof(QuoteTranscription))
        {
            Upload = UploadedAudio.From(Upload.GetOrDefault(context)), Source = Source.GetOrDefault(context), Pipeline = Pipeline.GetOrDefault(context),
        };
        if (wish.Validate(out var media) is { } mistake)
        {
            await context.CompleteWithReasonAsync(Reason, mistake, Refused);
            return;
        }

        try
        {
            var quote = await AskAsync(context, media!, wish);
            context.JournalData["PriceUsd"] = quote.PriceUsd;
            context.Set(Result, quote, nameof(Result));
            context.Set(PriceUsd, quote.PriceUsd, nameof(PriceUsd));
        }
        catch (Exception exception) when (exception is TranscribeException or MediaException && !RunFacts.IsTriedAgain(context, exception))
        {
            var isRefusal = exception is MediaException or TranscribeValidationException;
            await context.CompleteWithReasonAsync(Reason, $"Connection '{connection}': {exception.Message}", isRefusal ? Refused : Failed);
            return;
        }

        await context.CompleteActivityWithOutcomesAsync(Done);
    }

    private static async Task<PriceQuote> AskAsync(ActivityExecutionContext context, JobMedia media, JobSubmission wish)
    {
        var client = context.GetRequiredService<ITranscribeConnections>().Get(wish.Connection);
        var uploads = context.GetRequiredService<MediaUploads>();
        if (media.Url is not null && uploads.FindOwn(media.Url) is { } own)
        {
            // The vendor can only price what it can read.
            var (upload, duration) = await uploads.SendAsync(own, client, context.CancellationToken);
            media = new JobMedia(TranscriptionSource.Upload, upload.UploadId, null) { UploadId = upload.UploadId, DurationSeconds = duration.TotalSeconds };
        }

        var quote = await client.QuoteAsync(
            new TranscriptionRequest { Source = media.Source, Url = media.Url, UploadId = media.UploadId, DurationSeconds = media.DurationSeconds, PipelineCode = wish.Pipeline },
            context.CancellationToken);
        return new PriceQuote
        {
            BilledMinutes = quote.BilledMinutes,
            PriceUsd = quote.RetailUsd ?? throw new TranscribeException("The API gave no price."),
            Connection = wish.Connection,
        };
    }
}
