using System.Runtime.CompilerServices;
using Transcribe.Activities.Connections;

namespace Transcribe.Activities.Deliver.Storage;

/// <summary>Gives one file of a named storage another path. Executed again after a crash it remembers what it moved.</summary>
[Activity(
    Namespace = Palette.Namespace,
    Category = Palette.Outputs,
    DisplayName = "Move in Storage",
    Description = "Move or rename a file of a storage.",
    Kind = ActivityKind.Task)]
[FlowNode(Moved, NotFound, Rejected, Failed)]
[FailureOutcomes(Rejected, Failed)]
[Output(Description = "The path where the file is now.")]
public sealed class MoveInStorage : Activity<string>
{
    /// <summary>The file is at its new path.</summary>
    public const string Moved = "Moved";

    /// <summary>There is no such file.</summary>
    public const string NotFound = "Not Found";

    /// <summary>The path or the connection does not allow it: somebody must change something first.</summary>
    public const string Rejected = DeliveryActivity.Rejected;

    /// <summary>The storage does not work at the moment.</summary>
    public const string Failed = DeliveryActivity.Failed;

    /// <inheritdoc/>
    public MoveInStorage([CallerFilePath] string? source = null, [CallerLineNumber] int? line = null)
        : base(source, line)
    {
    }

    /// <summary>Relative.</summary>
    [Input(Description = "The path of the file inside the storage.", DefaultSyntax = "Scriban", Order = 1)]
    public Input<string> From { get; set; } = null!;

    /// <summary>Relative.</summary>
    [Input(Description = "The path that it gets.", DefaultSyntax = "Scriban", Order = 2)]
    public Input<string> To { get; set; } = null!;

    /// <summary>What happens when the path is taken.</summary>
    [Input(
        Description = "What happens when there is already a file: reject, replace it, or give the moved one a number.",
        UIHint = InputUIHints.DropDown,
        DefaultValue = nameof(OverwritePolicy.Fail),
        Order = 3)]
    public Input<OverwritePolicy> Overwrite { get; set; } = new(OverwritePolicy.Fail);

    /// <summary>A name.</summary>
    [Input(
        Description = "The storage.",
        UIHint = InputUIHints.DropDown,
        UIHandler = typeof(StorageConnectionOptionsProvider),
        DefaultValue = ConnectionNames.Default,
        Order = 4)]
    public Input<string> Connection { get; set; } = new(ConnectionNames.Default);

    /// <summary>Why it did not work.</summary>
    [Output(Description = "Why it did not work.")]
    public Output<string> Reason { get; set; } = null!;

    /// <inheritdoc/>
    protected override async ValueTask ExecuteAsync(ActivityExecutionContext context)
    {
        var connection = ConnectionNames.OrDefault(Connection.GetOrDefault(context));
        var outcome = await StorageWork.TryAsync(context, Reason, connection, () => context.GetRequiredService<StorageChanges>().MoveAsync(
            StableId.Of(StableId.Delivery, context), connection, StoragePath.Parse(From.GetOrDefault(context)), StoragePath.Parse(To.GetOrDefault(context)),
            Overwrite.GetOrDefault(context), context.CancellationToken));
        if (outcome is null)
            return;

        context.JournalData["Path"] = outcome.Path;
        switch (outcome.Move)
        {
            case StorageMove.Moved:
                context.Set(Result, outcome.Path, nameof(Result));
                await context.CompleteActivityWithOutcomesAsync(Moved);
                break;
            case StorageMove.Missing:
                await context.CompleteWithReasonAsync(Reason, "There is no such file to move.", NotFound);
                break;
            default:
                await context.CompleteWithReasonAsync(Reason, $"There is already a file at '{outcome.Path}'.", Rejected);
                break;
        }
    }
}
