using System.Globalization;
using System.Runtime.CompilerServices;
using System.Security.Cryptography;

namespace Transcribe.Activities.Deliver.Storage;

/// <summary>Files below one folder of this machine. Links below the folder are not followed.</summary>
/// <param name="root">The folder; it is created when the first file is stored.</param>
public sealed class LocalFolderStorage(string root) : IStorageTarget
{
    private const int CopyBuffer = 81920;

    private static readonly EnumerationOptions NoLinks = new() { RecurseSubdirectories = true, AttributesToSkip = FileAttributes.ReparsePoint, IgnoreInaccessible = false };

    private readonly string _root = Path.GetFullPath(root);

    /// <summary>The place inside the folder of a full path on this machine; null when it lies outside.</summary>
    public string? PlaceOf(string path) =>
        Path.GetRelativePath(_root, Path.GetFullPath(path)) is var place && !Path.IsPathFullyQualified(place) && !place.StartsWith("..", StringComparison.Ordinal) ? place : null;

    /// <inheritdoc/>
    public Task<StoredFile?> FindAsync(StoragePath path, CancellationToken cancellationToken) => Task.FromResult(Describe(Resolve(path)));

    /// <inheritdoc/>
    public async Task<string?> FindHashAsync(StoragePath path, CancellationToken cancellationToken)
    {
        await using var stream = await OpenAsync(path, cancellationToken);
        return stream is null ? null : Convert.ToHexStringLower(await SHA256.HashDataAsync(stream, cancellationToken));
    }

    /// <inheritdoc/>
    public Task<Stream?> OpenAsync(StoragePath path, CancellationToken cancellationToken)
    {
        var file = Resolve(path);
        return Task.FromResult<Stream?>(File.Exists(file)
            ? new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete, 1, FileOptions.Asynchronous | FileOptions.SequentialScan)
            : null);
    }

    /// <inheritdoc/>
    public async Task<StoredFile?> WriteAsync(StorageWrite write, CancellationToken cancellationToken)
    {
        var file = Resolve(write.Path);
        var folder = Path.GetDirectoryName(file)!;
        Directory.CreateDirectory(folder);

        // Named by the delivery, so that a repetition after a crash writes over what the crash left.
        var draft = Path.Combine(folder, Drafts.NameOf(write.DeliveryId));
        try
        {
            await using (var stream = new FileStream(draft, FileMode.Create, FileAccess.Write, FileShare.None, 1, FileOptions.Asynchronous))
            await using (var content = await write.Content.OpenAsync(cancellationToken))
            {
                await content.CopyToAsync(stream, CopyBuffer, cancellationToken);
                stream.Flush(flushToDisk: true);
            }

            if (write.IfMatch is { } expected && Describe(file)?.ETag != expected)
                return null;

            return TryPublish(draft, file, write.Replace) ? Describe(file) : null;
        }
        finally
        {
            File.Delete(draft);
        }
    }

    /// <inheritdoc/>
    public async IAsyncEnumerable<StoredFile> ListAsync(StoragePath? folder, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await Task.CompletedTask;
        var start = folder is null ? _root : Resolve(folder);
        if (!Directory.Exists(start))
            yield break;

        foreach (var file in Directory.EnumerateFiles(start, "*", NoLinks))
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (!Drafts.IsOne(Path.GetFileName(file)) && Describe(file) is { } stored)
                yield return stored;
        }
    }

    /// <inheritdoc/>
    public Task<bool> DeleteAsync(StoragePath path, CancellationToken cancellationToken)
    {
        var file = Resolve(path);
        var exists = File.Exists(file);
        if (exists)
            File.Delete(file);
        return Task.FromResult(exists);
    }

    /// <inheritdoc/>
    public Task<StorageMove> MoveAsync(StoragePath from, StoragePath to, bool replace, CancellationToken cancellationToken)
    {
        var (source, target) = (Resolve(from), Resolve(to));
        if (!File.Exists(source))
            return Task.FromResult(StorageMove.Missing);

        Directory.CreateDirectory(Path.GetDirectoryName(target)!);
        return Task.FromResult(TryPublish(source, target, replace) ? StorageMove.Moved : StorageMove.Taken);
    }

    /// <inheritdoc/>
    public async Task<string> TestAsync(CancellationToken cancellationToken)
    {
        Directory.CreateDirectory(_root);
        var probe = Path.Combine(_root, Drafts.NameOf(Guid.NewGuid().ToString("N")));
        await File.WriteAllTextAsync(probe, "test", cancellationToken);
        File.Delete(probe);
        return $"The folder {_root} can be written to.";
    }

    private static bool TryPublish(string draft, string file, bool replace)
    {
        try
        {
            File.Move(draft, file, overwrite: replace);
            return true;
        }
        catch (IOException) when (!replace && Path.Exists(file))
        {
            return false;
        }
    }

    private StoredFile? Describe(string file)
    {
        var info = new FileInfo(file);
        return !info.Exists ? null : new StoredFile
        {
            Path = Path.GetRelativePath(_root, file).Replace(Path.DirectorySeparatorChar, '/'),
            Size = info.Length,
            ModifiedAt = new DateTimeOffset(info.LastWriteTimeUtc),
            ETag = string.Create(CultureInfo.InvariantCulture, $"{info.LastWriteTimeUtc.Ticks:x}-{info.Length:x}"),
            Location = file,
        };
    }

    private string Resolve(StoragePath path)
    {
        var current = _root;
        foreach (var name in path.Value.Split('/'))
        {
            current = Path.Combine(current, name);
            if (new FileInfo(current).LinkTarget is not null)
                throw new StorageRejectedException($"The path leads through the link '{name}', which could leave the storage.");
        }

        return current;
    }
}

/// <summary>Names of files that are being written, which no list shows.</summary>
internal static class Drafts
{
    public static string NameOf(string deliveryId) => $".{deliveryId}.tmp";

    public static bool IsOne(string name) => name.StartsWith('.') && name.EndsWith(".tmp", StringComparison.Ordinal);
}
