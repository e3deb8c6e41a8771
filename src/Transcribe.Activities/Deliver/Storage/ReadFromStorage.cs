using System.Runtime.CompilerServices;
using System.Text;
using Transcribe.Activities.Connections;

namespace Transcribe.Activities.Deliver.Storage;

/// <summary>
/// Reads one file of a named storage into the run. For files that are only sent on, take them from List Storage and give them to the next
/// activity as they are: then they are streamed.
/// </summary>
[Activity(
    Namespace = Palette.Namespace,
    Category = Palette.Outputs,
    DisplayName = "Read from Storage",
    Description = "Read a file of a storage as text or bytes.",
    Kind = ActivityKind.Task)]
[FlowNode(Done, NotFound, Rejected, Failed)]
[FailureOutcomes(Rejected, Failed)]
[Output(Description = "The content: text, or bytes.")]
public sealed class ReadFromStorage : Activity<object>
{
    /// <summary>The file was read.</summary>
    public const string Done = "Done";

    /// <summary>There is no such file.</summary>
    public const string NotFound = "Not Found";

    /// <summary>The path or the connection does not allow it: somebody must change something first.</summary>
    public const string Rejected = DeliveryActivity.Rejected;

    /// <summary>The storage does not work at the moment.</summary>
    public const string Failed = DeliveryActivity.Failed;

    private const int DefaultMaxBytes = 1024 * 1024;
    private const int LargestMaxBytes = 64 * 1024 * 1024;

    /// <inheritdoc/>
    public ReadFromStorage([CallerFilePath] string? source = null, [CallerLineNumber] int? line = null)
        : base(source, line)
    {
    }

    /// <summary>Relative.</summary>
    [Input(Description = "The path of the file inside the storage.", DefaultSyntax = "Scriban", Order = 1)]
    public Input<string> Path { get; set; } = null!;

    /// <summary>Whether the content is text.</summary>
    [Input(Description = "Whether to read it as text (UTF-8) or as bytes.", UIHint = InputUIHints.DropDown, DefaultValue = nameof(ReadAs.Text), Order = 2)]
    public Input<ReadAs> As { get; set; } = new(ReadAs.Text);

    /// <summary>In bytes, up to 64 MiB.</summary>
    [Input(DisplayName = "Max bytes", Description = "The largest file that is read, in bytes, up to 64 MiB; what is read becomes part of the run.", DefaultValue = DefaultMaxBytes, Order = 3)]
    public Input<int> MaxBytes { get; set; } = new(DefaultMaxBytes);

    /// <summary>A name.</summary>
    [Input(
        Description = "The storage.",
        UIHint = InputUIHints.DropDown,
        UIHandler = typeof(StorageConnectionOptionsProvider),
        DefaultValue = ConnectionNames.Default,
        Order = 4)]
    public Input<string> Connection { get; set; } = new(ConnectionNames.Default);

    /// <summary>The file's place and facts.</summary>
    [Output(Description = "The file: path, size, ETag, location.")]
    public Output<StoredFile> File { get; set; } = null!;

    /// <summary>Why it did not work.</summary>
    [Output(Description = "Why it did not work.")]
    public Output<string> Reason { get; set; } = null!;

    /// <inheritdoc/>
    protected override async ValueTask ExecuteAsync(ActivityExecutionContext context)
    {
        var connection = ConnectionNames.OrDefault(Connection.GetOrDefault(context));
        if (await StorageWork.TryAsync(context, Reason, connection, () => ReadAsync(context, connection)) is not { } read)
            return;

        if (read.File is not { } file)
        {
            await context.CompleteWithReasonAsync(Reason, "There is no such file.", NotFound);
            return;
        }

        context.JournalData["Path"] = file.Path;
        context.JournalData["Bytes"] = file.Size;
        context.Set(Result, read.Content, nameof(Result));
        context.Set(File, file, nameof(File));
        await context.CompleteActivityWithOutcomesAsync(Done);
    }

    private async Task<Read> ReadAsync(ActivityExecutionContext context, string connection)
    {
        var (token, path) = (context.CancellationToken, StoragePath.Parse(Path.GetOrDefault(context)));
        var target = context.GetRequiredService<IStorageTargets>().Get(connection);
        if (await target.FindAsync(path, token) is not { } file)
            return new Read(null, null);

        var limit = Math.Clamp(MaxBytes.GetOrDefault(context), 0, LargestMaxBytes);
        if (await target.OpenAsync(path, token) is not { } stream)
            return new Read(null, null);

        await using (stream)
        {
            var bytes = await ReadAsync(stream, limit, token)
                ?? throw new StorageRejectedException($"The file '{path}' is larger than {limit} bytes, the most that Max bytes lets it read.");
            return new Read(file with { Connection = connection }, As.GetOrDefault(context) == ReadAs.Bytes ? bytes : new UTF8Encoding(false).GetString(bytes));
        }
    }

    // The size is counted while reading: what a storage says of a file may have changed since.
    private static async Task<byte[]?> ReadAsync(Stream stream, int limit, CancellationToken cancellationToken)
    {
        using var content = new MemoryStream();
        var buffer = new byte[81920];
        int read;
        while ((read = await stream.ReadAsync(buffer, cancellationToken)) > 0)
        {
            if (content.Length + read > limit)
                return null;

            content.Write(buffer, 0, read);
        }

        return content.ToArray();
    }

    private sealed record Read(StoredFile? File, object? Content);
}

/// <summary>How a file is read.</summary>
public enum ReadAs
{
    /// <summary>As text in UTF-8.</summary>
    Text,

    /// <summary>As bytes.</summary>
    Bytes,
}
