using System.IO.Enumeration;
using System.Runtime.CompilerServices;
using Transcribe.Activities.Connections;

namespace Transcribe.Activities.Deliver.Storage;

/// <summary>Lists the files of a named storage, by path.</summary>
[Activity(
    Namespace = Palette.Namespace,
    Category = Palette.Outputs,
    DisplayName = "List Storage",
    Description = "List the files of a storage.",
    Kind = ActivityKind.Task)]
[FlowNode(Done, Rejected, Failed)]
[FailureOutcomes(Rejected, Failed)]
[Output(Description = "The files by path: path, size, when they changed, ETag.")]
public sealed class ListStorage : Activity<ICollection<StoredFile>>
{
    /// <summary>There is a list; it may be empty.</summary>
    public const string Done = "Done";

    /// <summary>The path or the connection does not allow it: somebody must change something first.</summary>
    public const string Rejected = DeliveryActivity.Rejected;

    /// <summary>The storage does not work at the moment.</summary>
    public const string Failed = DeliveryActivity.Failed;

    private const int DefaultMax = 1000;
    private const int LargestMax = 10_000;

    /// <inheritdoc/>
    public ListStorage([CallerFilePath] string? source = null, [CallerLineNumber] int? line = null)
        : base(source, line)
    {
    }

    /// <summary>Relative; empty for all.</summary>
    [Input(Description = "The folder inside the storage; empty for all of it.", Order = 1)]
    public Input<string?> Folder { get; set; } = null!;

    /// <summary>With <c>*</c> and <c>?</c>.</summary>
    [Input(Description = "Which file names to list, with * and ?, for example *.mp3", DefaultValue = "*", Order = 2)]
    public Input<string?> Pattern { get; set; } = new("*");

    /// <summary>Up to 10,000.</summary>
    [Input(Description = "The most files to list, up to 10,000.", DefaultValue = DefaultMax, Order = 3)]
    public Input<int> Max { get; set; } = new(DefaultMax);

    /// <summary>A name.</summary>
    [Input(
        Description = "The storage.",
        UIHint = InputUIHints.DropDown,
        UIHandler = typeof(StorageConnectionOptionsProvider),
        DefaultValue = ConnectionNames.Default,
        Order = 4)]
    public Input<string> Connection { get; set; } = new(ConnectionNames.Default);

    /// <summary>Whether the list was cut.</summary>
    [Output(Description = "Whether there are more files than were listed.")]
    public Output<bool> More { get; set; } = null!;

    /// <summary>Why it did not work.</summary>
    [Output(Description = "Why it did not work.")]
    public Output<string> Reason { get; set; } = null!;

    /// <inheritdoc/>
    protected override async ValueTask ExecuteAsync(ActivityExecutionContext context)
    {
        var connection = ConnectionNames.OrDefault(Connection.GetOrDefault(context));
        if (await StorageWork.TryAsync(context, Reason, connection, () => ListAsync(context, connection)) is not { } files)
            return;

        var max = Math.Clamp(Max.GetOrDefault(context), 0, LargestMax);
        context.JournalData["Files"] = Math.Min(files.Count, max);
        context.Set(Result, files.Take(max).ToList(), nameof(Result));
        context.Set(More, files.Count > max, nameof(More));
        await context.CompleteActivityWithOutcomesAsync(Done);
    }

    private async Task<IReadOnlyCollection<StoredFile>> ListAsync(ActivityExecutionContext context, string connection)
    {
        var folder = Folder.GetOrDefault(context) is { } text && text.Trim('/', ' ') is { Length: > 0 } name ? StoragePath.Parse(name) : null;
        var pattern = Pattern.GetOrDefault(context) is { Length: > 0 } chosen ? chosen : "*";
        var max = Math.Clamp(Max.GetOrDefault(context), 0, LargestMax);

        // The first by path, whatever order the storage has; never more in memory than are asked for, and one to know that there are more.
        var first = new SortedSet<StoredFile>(Comparer<StoredFile>.Create((one, other) => string.CompareOrdinal(one.Path, other.Path)));
        await foreach (var file in context.GetRequiredService<IStorageTargets>().Get(connection).ListAsync(folder, context.CancellationToken))
        {
            if (FileSystemName.MatchesSimpleExpression(pattern, System.IO.Path.GetFileName(file.Path)))
                first.Add(file with { Connection = connection });
            if (first.Count > max + 1)
                first.Remove(first.Max!);
        }

        return first;
    }
}
