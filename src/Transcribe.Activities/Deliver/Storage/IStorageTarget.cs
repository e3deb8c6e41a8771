namespace Transcribe.Activities.Deliver.Storage;

/// <summary>A place for files: a folder, a bucket. One implementation for each kind; the rules of delivery are not its concern.</summary>
public interface IStorageTarget
{
    /// <summary>The lower-case hexadecimal SHA-256 of what is stored at <paramref name="path"/>; null when nothing is.</summary>
    /// <exception cref="StorageRejectedException">The path leads out of the storage after all, for example through a link.</exception>
    /// <exception cref="IOException">The storage cannot be read.</exception>
    Task<string?> FindHashAsync(StoragePath path, CancellationToken cancellationToken);

    /// <summary>
    /// Stores a file whole or not at all: no reader ever sees a part of it. Answers where it is, as the storage names it, or null when
    /// <see cref="StorageWrite.Replace"/> is false and something is there.
    /// </summary>
    /// <inheritdoc cref="FindHashAsync" path="/exception"/>
    Task<string?> WriteAsync(StorageWrite write, CancellationToken cancellationToken);
}

/// <summary>One file to store.</summary>
/// <param name="DeliveryId">Stable over repetitions of the same delivery; safe in a file name.</param>
/// <param name="Path">Where to.</param>
/// <param name="Content">The bytes.</param>
/// <param name="ContentType">A media type, for storages that keep one.</param>
/// <param name="Replace">Whether to replace what is there.</param>
public sealed record StorageWrite(string DeliveryId, StoragePath Path, ReadOnlyMemory<byte> Content, string ContentType, bool Replace);
