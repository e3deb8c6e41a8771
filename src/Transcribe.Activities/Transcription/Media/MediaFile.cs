namespace Transcribe.Activities.Transcription.Media;

/// <summary>Media that this server can read itself, from its beginning, as often as needed.</summary>
/// <param name="Name">The file's name, without its folder.</param>
/// <param name="Length">How many bytes it has.</param>
/// <param name="Open">Opens it; the stream is disposed after use.</param>
public sealed record MediaFile(string Name, long Length, Func<CancellationToken, Task<Stream>> Open)
{
    /// <summary>Its media type; null: by the name's extension.</summary>
    public string? ContentType { get; init; }

    /// <summary>Where it is on this machine; null: elsewhere.</summary>
    public string? Path { get; init; }

    /// <summary>A file on this machine.</summary>
    /// <exception cref="FileNotFoundException">There is no such file.</exception>
    public static MediaFile FromPath(string path)
    {
        var file = new FileInfo(path);
        if (!file.Exists)
            throw new FileNotFoundException($"There is no file '{file.Name}'.", path);

        return new MediaFile(file.Name, file.Length, _ => Task.FromResult<Stream>(
            new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read, 1, FileOptions.Asynchronous | FileOptions.SequentialScan)))
        { Path = file.FullName };
    }
}
