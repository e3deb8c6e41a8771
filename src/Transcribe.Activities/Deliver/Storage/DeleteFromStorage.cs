using System.Runtime.CompilerServices;
using Transcribe.Activities.Connections;

namespace Transcribe.Activities.Deliver.Storage;

/// <summary>Deletes one file of a named storage. Executed again after a crash it remembers that it was there.</summary>
[Activity(
    Namespace = Palette.Namespace,
    Category = Palette.Outputs,
    DisplayName = "Delete from Storage",
    Description = "Delete a file of a storage.",
    Kind = ActivityKind.Task)]
[FlowNode(Deleted, NotFound, Rejected, Failed)]
[FailureOutcomes(Rejected, Failed)]
[Output(Description = "The path of the file.")]
public sealed class DeleteFromStorage : Activity<string>
{
    /// <summary>The file is gone.</summary>
    public const string Deleted = "Deleted";

    /// <summary>There was no such file.</summary>
    public const string NotFound = "Not Found";

    /// <summary>The path or the connection does not allow it: somebody must change something first.</summary>
    public const string Rejected = DeliveryActivity.Rejected;

    /// <summary>The storage does not work at the moment.</summary>
    public const string Failed = DeliveryActivity.Failed;

    /// <inheritdoc/>
    public DeleteFromStorage([CallerFilePath] string? source = null, [CallerLineNumber] int? line = null)
        : base(source, line)
    {
    }

    /// <summary>Relative.</summary>
    [Input(Description = "The path of the file inside the storage.", DefaultSyntax = "Scriban", Order = 1)]
    public Input<string> Path { get; set; } = null!;

    /// <summary>A name.</summary>
    [Input(
        Description = "The storage.",
        UIHint = InputUIHints.DropDown,
        UIHandler = typeof(StorageConnectionOptionsProvider),
        DefaultValue = ConnectionNames.Default,
        Order = 2)]
    public Input<string> Connection { get; set; } = new(ConnectionNames.Default);

    /// <summary>Why it did not work.</summary>
    [Output(Description = "Why it did not work.")]
    public Output<string> Reason { get; set; } = null!;

    /// <inheritdoc/>
    protected override async ValueTask ExecuteAsync(ActivityExecutionContext context)
    {
        var connection = ConnectionNames.OrDefault(Connection.GetOrDefault(context));
        var outcome = await StorageWork.TryAsync(context, Reason, connection, () => context.GetRequiredService<StorageChanges>().DeleteAsync(
            StableId.Of(StableId.Delivery, context), connection, StoragePath.Parse(Path.GetOrDefault(context)), context.CancellationToken));
        if (outcome is null)
            return;

        context.JournalData["Path"] = outcome.Path;
        context.Set(Result, outcome.Path, nameof(Result));
        if (outcome.Move == StorageMove.Moved)
            await context.CompleteActivityWithOutcomesAsync(Deleted);
        else
            await context.CompleteWithReasonAsync(Reason, $"There is no file '{outcome.Path}'.", NotFound);
    }
}
