using System.Runtime.CompilerServices;
using Transcribe.Activities.Connections;

namespace Transcribe.Activities.Deliver.Storage;

/// <summary>
/// Stores text or bytes as one file in a named storage. Executed again after a crash it replaces its own earlier file, whatever the overwrite
/// policy. When the storage does not work, the outbox tries again.
/// </summary>
[Activity(
    Namespace = Palette.Namespace,
    Category = Palette.Outputs,
    DisplayName = "Save to Storage",
    Description = "Save text or bytes as a file in a storage.",
    Kind = ActivityKind.Task)]
[FlowNode(Delivered, Rejected, Failed)]
[FailureOutcomes(Rejected, Failed)]
[Output(Description = "The path of the file inside the storage.")]
public sealed class SaveToStorage : DeliveryActivity
{
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

    private protected override string Kind => StorageSender.KindName;

    // What works at once, which is nearly all, needs no row with the content.
    private protected override async Task<DeliveryDraft?> DraftAsync(ActivityExecutionContext context)
    {
        var connection = ConnectionNames.OrDefault(Connection.GetOrDefault(context));
        var path = StoragePath.Parse(Path.GetOrDefault(context));
        var content = await FileInput.ReadAsync(Content.GetOrDefault(context), context.GetRequiredService<IFileOpener>(), context.CancellationToken);
        content = content with { ContentType = Text(ContentType.GetOrDefault(context)) ?? MediaTypes.Of(path.Value) ?? content.ContentType };
        var request = new DeliveryRequest(
            StableId.Of(StableId.Delivery, context), connection, path, content.Content, content.ContentType, Overwrite.GetOrDefault(context),
            Text(IfMatch.GetOrDefault(context)), context.WorkflowExecutionContext.Id);
        try
        {
            await CompleteAsync(context, await context.GetRequiredService<StorageDelivery>().DeliverAsync(request, context.CancellationToken));
            return null;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return await LaterAsync(context, request, content, $"Storage '{connection}': {exception.Message}");
        }
    }

    private protected override void SetOutputs(ActivityExecutionContext context, IReadOnlyDictionary<string, string> receipt)
    {
        var file = StorageSender.FileOf(receipt);
        context.JournalData["Path"] = file.Path;
        context.Set(Result, file.Path, nameof(Result));
        context.Set(Location, file.Location, nameof(Location));
        context.Set(File, file, nameof(File));
    }

    private async Task<DeliveryDraft?> LaterAsync(ActivityExecutionContext context, DeliveryRequest request, NamedFile content, string reason)
    {
        if (content.Stored is null && content.Content.Length > SentFile.MaxInlineBytes)
        {
            await context.CompleteWithReasonAsync(Reason, $"{reason} It is not tried again, because more than {SentFile.MaxInlineBytes / 1024 / 1024} MB that are in no storage are not kept.", Failed);
            return null;
        }

        var file = await SentFile.OfAsync(content with { Name = null }, request.Path.Value, context.CancellationToken);
        return new DeliveryDraft(request.Connection, request.Path.Value, new SavedFile(request.Path.Value, file with { ContentType = request.ContentType }, request.Overwrite, request.IfMatch, request.Run))
        {
            Tried = (reason, Schedules.Messages[0]),
        };
    }

    private async ValueTask CompleteAsync(ActivityExecutionContext context, DeliveryResult result)
    {
        if (result.File is not { } file)
        {
            await context.CompleteWithReasonAsync(Reason, result.Rejection!, Rejected);
            return;
        }

        SetOutputs(context, StorageSender.ReceiptOf(file));
        await context.CompleteActivityWithOutcomesAsync(Delivered);
    }

    private static string? Text(string? value) => string.IsNullOrWhiteSpace(value) ? null : value.Trim();
}
