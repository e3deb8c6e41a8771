using Transcribe.Activities.Deliver.Storage;

namespace Transcribe.Activities.Transcription.Media;

/// <summary>A named place whose files workflows may read as media: the allow-list of what can be uploaded.</summary>
public interface IMediaStore
{
    /// <summary>The name that workflows use: the storage's.</summary>
    string Name { get; }

    /// <summary>The file at a path inside the place, or at a full path that lies below it; null when there is none.</summary>
    Task<MediaFile?> FindAsync(string path, CancellationToken cancellationToken);
}

/// <summary>Files below one folder of this machine. Links below the folder are not followed.</summary>
internal sealed class LocalMediaStore(string name, string root) : IMediaStore
{
    private readonly string _root = Path.GetFullPath(root);

    public string Name => name;

    public Task<MediaFile?> FindAsync(string path, CancellationToken cancellationToken)
    {
        var inside = Path.IsPathFullyQualified(path) ? Path.GetRelativePath(_root, Path.GetFullPath(path)) : path;
        if (Path.IsPathFullyQualified(inside) || inside.StartsWith("..", StringComparison.Ordinal))
            return Task.FromResult<MediaFile?>(null);

        var file = _root;
        foreach (var part in StoragePath.Parse(inside).Value.Split('/'))
        {
            file = Path.Combine(file, part);
            if (new FileInfo(file).LinkTarget is not null)
                throw new MediaException($"The path leads through the link '{part}', which could leave the storage.");
        }

        return Task.FromResult(File.Exists(file) ? MediaFile.FromPath(file) : null);
    }
}
