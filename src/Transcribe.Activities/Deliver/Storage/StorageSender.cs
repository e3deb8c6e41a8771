using System.Text.Json;

namespace Transcribe.Activities.Deliver.Storage;

/// <summary>Saves files again whose storage did not work at first.</summary>
internal sealed class StorageSender(StorageDelivery storage, IFileOpener files) : IDeliverySender
{
    public const string KindName = "storage";

    private const string File = "file";

    public string Kind => KindName;

    public IReadOnlyList<TimeSpan> Schedule => Schedules.Messages;

    public TimeSpan AttemptTimeout { get; } = TimeSpan.FromHours(1);

    /// <summary>The facts of a stored file, as a receipt.</summary>
    public static IReadOnlyDictionary<string, string> ReceiptOf(StoredFile file) => new Dictionary<string, string> { [File] = JsonSerializer.Serialize(file) };

    /// <summary>The file that a receipt is of.</summary>
    public static StoredFile FileOf(IReadOnlyDictionary<string, string> receipt) => JsonSerializer.Deserialize<StoredFile>(receipt[File])!;

    public async Task<SendResult> SendAsync(Envelope envelope, CancellationToken cancellationToken)
    {
        var save = JsonSerializer.Deserialize<SavedFile>(envelope.Content)!;
        var request = new DeliveryRequest(
            envelope.Id, envelope.Connection, StoragePath.Parse(save.Path), await save.File.OpenAsync(files, cancellationToken), save.File.ContentType, save.Overwrite, save.IfMatch, save.Run);
        try
        {
            var result = await storage.DeliverAsync(request, cancellationToken);
            return result.File is { } file ? new SendResult.Delivered(ReceiptOf(file)) : new SendResult.Rejected(result.Rejection!);
        }
        catch (UnauthorizedAccessException exception)
        {
            return new SendResult.TryAgain(exception.Message);
        }
    }
}

/// <summary>A file to save as its row keeps it.</summary>
internal sealed record SavedFile(string Path, SentFile File, OverwritePolicy Overwrite, string? IfMatch, string? Run);
