using System.Runtime.CompilerServices;
using Transcribe.Activities.Connections;

namespace Transcribe.Activities.Deliver.Storage;

/// <summary>
/// Stores text or bytes as one file in a named storage. Executed again after a crash it replaces its own earlier file, whatever the overwrite
/// policy.
/// </summary>
[Activity(
    Namespace = Palette.Namespace,
    Category = Palette.Outputs,
    DisplayName = "Save to Storage",
    Description = "Save text or bytes as a file in a storage.",
    Kind = ActivityKind.Task)]
[FlowNode(Delivered, Rejected, Failed)]
[Output(Description = "The path of the file inside the storage.")]
public sealed class SaveToStorage : Activity<string>
{
    /// <summary>The file is stored.</summary>
    public const string Delivered = "Delivered";

    /// <summary>The path, the content or a file in the way does not allow it: somebody must change something first.</summary>
    public const string Rejected = "Rejected";

    /// <summary>The storage does not work at the moment: full, gone, not writable.</summary>
    public const string Failed = "Failed";

    /// <inheritdoc/>
    public SaveToStorage([CallerFilePath] string? source = null, [CallerLineNumber] int? line = null)
        : base(source, line)
    {
    }

    /// <summary>Relative; what cannot stand in a file name becomes a dash.</summary>
    [Input(Description = "The path of the file inside the storage, for example summaries/{{ title | slug }}.md", DefaultSyntax = "Scriban", Order = 1)]
    public Input<string> Path { get; set; } = null!;

    /// <summary>Text is stored as UTF-8; a stored file is copied as a stream.</summary>
    [Input(Description = "The text, the bytes, or a file of a storage to copy.", UIHint = InputUIHints.MultiLine, Order = 2)]
    public Input<object> Content { get; set; } = null!;

    /// <summary>A media type; empty for the content's own.</summary>
    [Input(DisplayName = "Content type", Description = "The media type of the content, for storages that keep one; empty to take it from the file's name.", Order = 3)]
    public Input<string?> ContentType { get; set; } = null!;

    /// <summary>What happens when the path is taken.</summary>
    [Input(
        Description = "What happens when there is already a file: reject, replace it, or give the new one a number.",
        UIHint = InputUIHints.DropDown,
        DefaultValue = nameof(OverwritePolicy.Fail),
        Order = 4)]
    public Input<OverwritePolicy> Overwrite { get; set; } = new(OverwritePolicy.Fail);

    /// <summary>A name.</summary>
    [Input(
        Description = "The storage.",
        UIHint = InputUIHints.DropDown,
        UIHandler = typeof(StorageConnectionOptionsProvider),
        DefaultValue = ConnectionNames.Default,
        Order = 5)]
    public Input<string> Connection { get; set; } = new(ConnectionNames.Default);

    /// <summary>An ETag.</summary>
    [Input(
        DisplayName = "Only if unchanged",
        Description = "The ETag of the file to replace: when somebody changed it since, nothing is stored. Empty for no condition.",
        Order = 6)]
    public Input<string?> IfMatch { get; set; } = null!;

    /// <summary>The file's place and facts.</summary>
    [Output(Description = "The stored file: path, size, ETag, location.")]
    public Output<StoredFile> File { get; set; } = null!;

    /// <summary>For a folder the full path of the file.</summary>
    [Output(Description = "Where the file is, as the storage names it.")]
    public Output<string> Location { get; set; } = null!;

    /// <summary>Why nothing was stored.</summary>
    [Output(Description = "Why nothing was stored.")]
    public Output<string> Reason { get; set; } = null!;

    /// <inheritdoc/>
    protected override async ValueTask ExecuteAsync(ActivityExecutionContext context)
    {
        var connection = ConnectionNames.OrDefault(Connection.GetOrDefault(context));
        if (await StorageWork.TryAsync(context, Reason, connection, () => DeliverAsync(context, connection)) is not { } result)
            return;

        if (result.File is not { } file)
        {
            await context.CompleteWithReasonAsync(Reason, result.Rejection!, Rejected);
            return;
        }

        context.JournalData["Path"] = file.Path;
        context.Set(Result, file.Path, nameof(Result));
        context.Set(Location, file.Location, nameof(Location));
        context.Set(File, file, nameof(File));
        await context.CompleteActivityWithOutcomesAsync(Delivered);
    }

    private async Task<DeliveryResult> DeliverAsync(ActivityExecutionContext context, string connection)
    {
        var path = StoragePath.Parse(Path.GetOrDefault(context));
        var content = await FileInput.ReadAsync(Content.GetOrDefault(context), context.GetRequiredService<IFileOpener>(), context.CancellationToken);
        var request = new DeliveryRequest(
            StableId.Of(StableId.Delivery, context),
            connection,
            path,
            content.Content,
            Text(ContentType.GetOrDefault(context)) ?? MediaTypes.Of(path.Value) ?? content.ContentType,
            Overwrite.GetOrDefault(context),
            Text(IfMatch.GetOrDefault(context)),
            context.WorkflowExecutionContext.Id);
        return await context.GetRequiredService<StorageDelivery>().DeliverAsync(request, context.CancellationToken);
    }

    private static string? Text(string? value) => string.IsNullOrWhiteSpace(value) ? null : value.Trim();
}
