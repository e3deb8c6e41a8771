namespace Transcribe.Activities.Deliver.Storage;

/// <summary>
/// A place for files: a folder, a bucket. One implementation for each kind; the rules of delivery are not its concern. Every method throws
/// <see cref="StorageRejectedException"/> for what will never work, such as a path that leads out through a link, and
/// <see cref="IOException"/> or <see cref="UnauthorizedAccessException"/> when the storage does not work at the moment.
/// </summary>
public interface IStorageTarget
{
    /// <summary>Facts about the file; null: there is none.</summary>
    Task<StoredFile?> FindAsync(StoragePath path, CancellationToken cancellationToken);

    /// <summary>The lower-case hexadecimal SHA-256 of what is stored at <paramref name="path"/>; null when nothing is.</summary>
    Task<string?> FindHashAsync(StoragePath path, CancellationToken cancellationToken);

    /// <summary>Opens the file to be read from the beginning; null: there is none. The caller disposes the stream.</summary>
    Task<Stream?> OpenAsync(StoragePath path, CancellationToken cancellationToken);

    /// <summary>Stores a file whole or not at all: no reader ever sees a part of it. Null: the condition did not hold.</summary>
    Task<StoredFile?> WriteAsync(StorageWrite write, CancellationToken cancellationToken);

    /// <summary>The files below a folder and its folders, in no order; null: below the root.</summary>
    IAsyncEnumerable<StoredFile> ListAsync(StoragePath? folder, CancellationToken cancellationToken);

    /// <summary>Deletes the file; answers whether there was one.</summary>
    Task<bool> DeleteAsync(StoragePath path, CancellationToken cancellationToken);

    /// <summary>Gives the file another path.</summary>
    /// <param name="from">Where it is.</param>
    /// <param name="to">Where it goes.</param>
    /// <param name="replace">Whether to replace what is there.</param>
    /// <param name="cancellationToken">Gives up; then it is at one of the two places.</param>
    Task<StorageMove> MoveAsync(StoragePath from, StoragePath to, bool replace, CancellationToken cancellationToken);

    /// <summary>Tries whether files can be kept here; answers what was found, in words.</summary>
    Task<string> TestAsync(CancellationToken cancellationToken);
}

/// <summary>One file to store.</summary>
/// <param name="DeliveryId">Stable over repetitions of the same delivery; safe in a file name.</param>
/// <param name="Path">Where to.</param>
/// <param name="Content">The bytes.</param>
/// <param name="ContentType">A media type, for storages that keep one.</param>
/// <param name="Hash">The lower-case hexadecimal SHA-256 of the bytes.</param>
/// <param name="Replace">Whether to replace what is there.</param>
/// <param name="IfMatch">Only replaces the file that has this ETag; null: any.</param>
public sealed record StorageWrite(string DeliveryId, StoragePath Path, FileContent Content, string ContentType, string Hash, bool Replace, string? IfMatch = null);

/// <summary>What became of a move.</summary>
public enum StorageMove
{
    /// <summary>The file is at its new path.</summary>
    Moved,

    /// <summary>There is no file to move.</summary>
    Missing,

    /// <summary>There is a file at the new path already.</summary>
    Taken,
}
