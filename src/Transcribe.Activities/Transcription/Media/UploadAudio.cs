using System.Runtime.CompilerServices;
using Transcribe.Activities.Connections;
using Transcribe.Activities.Engines;
using Transcribe.Client;

namespace Transcribe.Activities.Transcription.Media;

/// <summary>
/// Sends a recording of this server to transcribe.so, streamed, and in pieces that are resumed when it is large. Free: only submitting it costs. Executed
/// again after a crash it sends it again.
/// </summary>
[Activity(
    Namespace = Palette.Namespace,
    Category = Palette.Transcribe,
    DisplayName = "Upload Audio",
    Description = "Upload a recording from a storage, from the request that started the run, or from a stream.",
    Kind = ActivityKind.Task)]
[FlowNode(Uploaded, Refused, Failed)]
[FailureOutcomes(Refused, Failed)]
[Output(Description = "The upload, for the input Upload of Submit Transcription and Transcribe.")]
public sealed class UploadAudio : Activity<UploadedAudio>
{
    /// <summary>The vendor has the recording.</summary>
    public const string Uploaded = "Uploaded";

    /// <summary>There is no such media, or it is none that can be transcribed.</summary>
    public const string Refused = "Refused";

    /// <summary>The API could not be reached, did not recover in time, or does not accept the key.</summary>
    public const string Failed = "Failed";

    /// <inheritdoc/>
    public UploadAudio([CallerFilePath] string? source = null, [CallerLineNumber] int? line = null)
        : base(source, line)
    {
    }

    /// <summary>A path inside the storage, bytes or a stream; nothing for the upload of the request.</summary>
    [Input(Description = "A path inside the storage, or bytes, or a stream; empty for the file of the form that started the run.", Order = 1)]
    public Input<object?> Media { get; set; } = null!;

    /// <summary>The storage that has the file.</summary>
    [Input(
        Description = "The storage that has the file.",
        UIHint = InputUIHints.DropDown,
        UIHandler = typeof(StorageConnectionOptionsProvider),
        DefaultValue = ConnectionNames.Default,
        Order = 2)]
    public Input<string> Storage { get; set; } = new(ConnectionNames.Default);

    /// <summary>For bytes and streams the file's name; for a form the name of its field.</summary>
    [Input(DisplayName = "File name", Description = "The name of the file, for bytes and streams; for a form the name of the field.", Order = 3)]
    public Input<string?> FileName { get; set; } = null!;

    /// <summary>Where the server cannot measure it.</summary>
    [Input(Description = "The length of the recording; empty to measure it, which needs ffmpeg for all but WAV.", Order = 4)]
    public Input<TimeSpan?> Duration { get; set; } = null!;

    /// <summary>A name, never a key.</summary>
    [Input(
        Description = "The connection to transcribe.so that gets it.",
        UIHint = InputUIHints.DropDown,
        UIHandler = typeof(TranscribeConnectionOptionsProvider),
        DefaultValue = ConnectionNames.Default,
        Order = 90)]
    public Input<string> Connection { get; set; } = new(ConnectionNames.Default);

    /// <summary>Why it was not uploaded.</summary>
    [Output(Description = "Why it was not uploaded.")]
    public Output<string> Reason { get; set; } = null!;

    /// <inheritdoc/>
    protected override async ValueTask ExecuteAsync(ActivityExecutionContext context)
    {
        var connection = Connection.GetOrDefault(context) is { Length: > 0 } name ? name.Trim() : ConnectionNames.Default;
        try
        {
            var upload = await SendAsync(context, connection);
            context.JournalData["Bytes"] = upload.Length;
            context.JournalData["Seconds"] = upload.DurationSeconds;
            context.Set(Result, upload, nameof(Result));
        }
        catch (Exception exception) when (exception is MediaException or TranscribeException && !RunFacts.IsTriedAgain(context, exception))
        {
            // What a request brought is gone with it; but the vendor has it.
            if (exception is MediaException && await RunFacts.TryRepeatAsync(context, Uploaded))
                return;

            var isRefusal = exception is MediaException or TranscribeValidationException;
            await context.CompleteWithReasonAsync(Reason, isRefusal ? exception.Message : $"Connection '{connection}': {exception.Message}", isRefusal ? Refused : Failed);
            return;
        }

        await context.CompleteActivityWithOutcomesAsync(Uploaded);
    }

    private async Task<UploadedAudio> SendAsync(ActivityExecutionContext context, string connection)
    {
        var client = context.GetRequiredService<ITranscribeConnections>().Get(connection);
        var storage = Storage.GetOrDefault(context) is { Length: > 0 } chosen ? chosen.Trim() : ConnectionNames.Default;
        var input = context.GetRequiredService<MediaInput>();
        await using var media = await input.OpenAsync(Media.GetOrDefault(context), storage, FileName.GetOrDefault(context), context.CancellationToken);

        var (upload, duration) = await context.GetRequiredService<MediaUploads>().SendAsync(media.File, client, context.CancellationToken, Duration.GetOrDefault(context));
        return new UploadedAudio
        {
            UploadId = upload.UploadId,
            FileName = upload.FileName,
            DurationSeconds = duration.TotalSeconds,
            Length = upload.Length,
            ContentHash = await MediaUploads.HashAsync(media.File, context.CancellationToken),
            Connection = connection,
        };
    }
}
