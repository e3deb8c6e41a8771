using System.Security.Cryptography;

namespace Transcribe.Activities.Deliver.Storage;

/// <summary>Files below one folder of this machine. Links below the folder are not followed.</summary>
/// <param name="root">The folder; it is created when the first file is stored.</param>
public sealed class LocalFolderStorage(string root) : IStorageTarget
{
    private readonly string _root = Path.GetFullPath(root);

    /// <inheritdoc/>
    public async Task<string?> FindHashAsync(StoragePath path, CancellationToken cancellationToken)
    {
        var file = Resolve(path);
        if (!File.Exists(file))
            return null;

        await using var stream = new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete, 1, FileOptions.Asynchronous);
        return Convert.ToHexStringLower(await SHA256.HashDataAsync(stream, cancellationToken));
    }

    /// <inheritdoc/>
    public async Task<string?> WriteAsync(StorageWrite write, CancellationToken cancellationToken)
    {
        var file = Resolve(write.Path);
        var folder = Path.GetDirectoryName(file)!;
        Directory.CreateDirectory(folder);

        // Named by the delivery, so that a repetition after a crash writes over what the crash left.
        var draft = Path.Combine(folder, $".{write.DeliveryId}.tmp");
        try
        {
            await using (var stream = new FileStream(draft, FileMode.Create, FileAccess.Write, FileShare.None, 1, FileOptions.Asynchronous))
            {
                await stream.WriteAsync(write.Content, cancellationToken);
                stream.Flush(flushToDisk: true);
            }

            return TryPublish(draft, file, write.Replace) ? file : null;
        }
        finally
        {
            File.Delete(draft);
        }
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
