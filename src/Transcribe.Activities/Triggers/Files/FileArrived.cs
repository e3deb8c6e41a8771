using System.Runtime.CompilerServices;
using Transcribe.Activities.Connections;
using Transcribe.Activities.Deliver;
using Transcribe.Activities.Deliver.Storage;

namespace Transcribe.Activities.Triggers;

/// <summary>Starts the workflow for each file that comes into a storage: a folder of this machine, a bucket, a container, an SFTP server.</summary>
[Activity(
    Namespace = Palette.Namespace,
    Category = Palette.Triggers,
    DisplayName = "File Arrived",
    Description = "Start for each new file in a storage, once it has stopped growing.",
    Kind = ActivityKind.Trigger)]
[FlowNode(Arrival.Done)]
[Output(Description = "The file: storage, path, size, when it changed.")]
public sealed class FileArrived : Trigger<StoredFile>
{
    /// <summary>The type's name, under which its triggers are indexed.</summary>
    internal const string TypeName = "Transcribe.FileArrived";

    private const int DefaultSeconds = 10;

    private static readonly TimeSpan ShortestInterval = TimeSpan.FromSeconds(1);

    /// <inheritdoc/>
    public FileArrived([CallerFilePath] string? source = null, [CallerLineNumber] int? line = null)
        : base(source, line)
    {
    }

    /// <summary>A name.</summary>
    [Input(
        Description = "The storage.", UIHint = InputUIHints.DropDown, UIHandler = typeof(StorageConnectionOptionsProvider), DefaultValue = ConnectionNames.Default, Order = 1)]
    public Input<string> Connection { get; set; } = new(ConnectionNames.Default);

    /// <summary>Relative; empty for all.</summary>
    [Input(Description = "The folder, or prefix, inside the storage; empty for all of it.", Order = 2)]
    public Input<string?> Folder { get; set; } = null!;

    /// <summary>With <c>*</c> and <c>?</c>.</summary>
    [Input(Description = "Which file names, with * and ?, for example *.mp3", DefaultValue = "*", Order = 3)]
    public Input<string?> Pattern { get; set; } = new("*");

    /// <summary>At least a second; default 10 s.</summary>
    [Input(Description = "How often to look.", DefaultValue = "00:00:10", Category = "Timing", Order = 4)]
    public Input<TimeSpan> Interval { get; set; } = new(TimeSpan.FromSeconds(DefaultSeconds));

    /// <summary>How long a file must not have changed; default 10 s.</summary>
    [Input(Description = "How long a file must have stopped growing before it is taken.", DefaultValue = "00:00:10", Category = "Timing", Order = 5)]
    public Input<TimeSpan> Settled { get; set; } = new(TimeSpan.FromSeconds(DefaultSeconds));

    /// <summary>What becomes of a file whose run has done what it should; default it stays.</summary>
    [Input(DisplayName = "After success", Description = "What becomes of a file whose run has done what it should.", DefaultValue = AfterRun.Keep, Category = "Afterwards", Order = 6)]
    public Input<AfterRun> AfterSuccess { get; set; } = new(AfterRun.Keep);

    /// <summary>Where it goes then; default <c>done</c>.</summary>
    [Input(DisplayName = "Success folder", Description = "Where it is moved then.", DefaultValue = "done", Category = "Afterwards", Order = 7)]
    public Input<string?> SuccessFolder { get; set; } = new("done");

    /// <summary>What becomes of a file whose run failed or was cancelled; default it stays.</summary>
    [Input(DisplayName = "After failure", Description = "What becomes of a file whose run failed or was cancelled.", DefaultValue = AfterRun.Keep, Category = "Afterwards", Order = 8)]
    public Input<AfterRun> AfterFailure { get; set; } = new(AfterRun.Keep);

    /// <summary>Where it goes then; default <c>failed</c>.</summary>
    [Input(DisplayName = "Failure folder", Description = "Where it is moved then.", DefaultValue = "failed", Category = "Afterwards", Order = 9)]
    public Input<string?> FailureFolder { get; set; } = new("failed");

    /// <inheritdoc/>
    protected override object GetTriggerPayload(TriggerIndexingContext context)
    {
        var settings = new FileArrivedSettings(
            ConnectionNames.OrDefault(context.Get(Connection)),
            context.Get(Folder)?.Trim('/', ' ') ?? string.Empty,
            context.Get(Pattern) is { Length: > 0 } pattern ? pattern : "*",
            context.Get(Interval),
            context.Get(Settled),
            context.Get(AfterSuccess),
            FolderOf(context.Get(SuccessFolder), "done"),
            context.Get(AfterFailure),
            FolderOf(context.Get(FailureFolder), "failed"));
        if (settings.Interval < ShortestInterval || settings.Settled < TimeSpan.Zero)
            throw new FormatException($"The interval {settings.Interval} must be at least a second, and {settings.Settled} not less than zero.");

        // A path that is none is found now and not at night.
        foreach (var folder in new[] { settings.Folder, settings.SuccessFolder, settings.FailureFolder }.Where(folder => folder.Length > 0))
            StoragePath.Parse(folder);
        return settings;
    }

    /// <inheritdoc/>
    protected override ValueTask ExecuteAsync(ActivityExecutionContext context) => Arrival.CompleteAsync(context, Result, nameof(Result));

    private static string FolderOf(string? text, string otherwise) => text?.Trim('/', ' ') is { Length: > 0 } folder ? folder : otherwise;
}
