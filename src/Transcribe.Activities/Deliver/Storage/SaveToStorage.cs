using System.Runtime.CompilerServices;
using System.Text;
using System.Text.Json;
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

    private const string PlainText = "text/plain; charset=utf-8";

    /// <inheritdoc/>
    public SaveToStorage([CallerFilePath] string? source = null, [CallerLineNumber] int? line = null)
        : base(source, line)
    {
    }

    /// <summary>Relative; what cannot stand in a file name becomes a dash.</summary>
    [Input(Description = "The path of the file inside the storage, for example summaries/{{ title | slug }}.md", DefaultSyntax = "Scriban", Order = 1)]
    public Input<string> Path { get; set; } = null!;

    /// <summary>Text is stored as UTF-8.</summary>
    [Input(Description = "The text or the bytes to store.", UIHint = InputUIHints.MultiLine, Order = 2)]
    public Input<object> Content { get; set; } = null!;

    /// <summary>A media type.</summary>
    [Input(DisplayName = "Content type", Description = "The media type of the content, for storages that keep one.", DefaultValue = PlainText, Order = 3)]
    public Input<string> ContentType { get; set; } = new(PlainText);

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

    /// <summary>For a folder the full path of the file.</summary>
    [Output(Description = "Where the file is, as the storage names it.")]
    public Output<string> Location { get; set; } = null!;

    /// <summary>Why nothing was stored.</summary>
    [Output(Description = "Why nothing was stored.")]
    public Output<string> Reason { get; set; } = null!;

    /// <inheritdoc/>
    protected override async ValueTask ExecuteAsync(ActivityExecutionContext context)
    {
        var connection = Connection.GetOrDefault(context) is { } name && !string.IsNullOrWhiteSpace(name) ? name.Trim() : ConnectionNames.Default;
        DeliveryResult result;
        try
        {
            var request = new DeliveryRequest(
                StableId.Of(StableId.Delivery, context),
                connection,
                StoragePath.Parse(Path.GetOrDefault(context)),
                BytesOf(Content.GetOrDefault(context)),
                ContentType.GetOrDefault(context) ?? PlainText,
                Overwrite.GetOrDefault(context));
            result = await context.GetRequiredService<StorageDelivery>().DeliverAsync(request, context.CancellationToken);
        }
        catch (StorageRejectedException exception)
        {
            await context.CompleteWithReasonAsync(Reason, exception.Message, Rejected);
            return;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            await context.CompleteWithReasonAsync(Reason, $"Storage '{connection}': {exception.Message}", Failed);
            return;
        }

        await CompleteAsync(context, result);
    }

    private ValueTask CompleteAsync(ActivityExecutionContext context, DeliveryResult result)
    {
        if (result.Path is null)
            return context.CompleteWithReasonAsync(Reason, result.Rejection!, Rejected);

        context.JournalData["Path"] = result.Path;
        context.Set(Result, result.Path, nameof(Result));
        context.Set(Location, result.Location, nameof(Location));
        return context.CompleteActivityWithOutcomesAsync(Delivered);
    }

    private static ReadOnlyMemory<byte> BytesOf(object? content) => content switch
    {
        null => throw new StorageRejectedException("There is no content to store."),
        byte[] bytes => bytes,
        ReadOnlyMemory<byte> bytes => bytes,
        string text => Encoding.UTF8.GetBytes(text),
        JsonElement { ValueKind: JsonValueKind.String } element => Encoding.UTF8.GetBytes(element.GetString()!),
        _ => throw new StorageRejectedException($"The content must be text or bytes, not {content.GetType().Name}; an expression or a template can make text of it."),
    };
}
