namespace Transcribe.Client;

/// <summary>A file to send. Made from a path, a factory or a stream; only what can be read again can be sent again.</summary>
public sealed class UploadRequest
{
    private UploadRequest(string fileName, long length, bool isRepeatable, bool leaveOpen, Func<CancellationToken, Task<Stream>> open)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(fileName);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(length);
        FileName = fileName;
        Length = length;
        IsRepeatable = isRepeatable;
        LeaveOpen = leaveOpen;
        Open = open;
    }

    /// <summary>The file's name, without its folder.</summary>
    public string FileName { get; }

    /// <summary>How many bytes it has.</summary>
    public long Length { get; }

    /// <summary>Its media type, one that the API takes. Default: by the name's extension.</summary>
    public string? ContentType { get; set; }

    /// <summary>Whether it can be read more than once, and so be sent again after a fault.</summary>
    public bool IsRepeatable { get; }

    internal bool LeaveOpen { get; }

    internal Func<CancellationToken, Task<Stream>> Open { get; }

    /// <summary>Whether a file's name ends as those of media do that the API takes.</summary>
    public static bool IsMedia(string fileName) => Uploads.MediaTypes.IsKnown(fileName);

    /// <summary>A file on this machine.</summary>
    /// <exception cref="FileNotFoundException">There is no such file.</exception>
    public static UploadRequest FromFile(string path)
    {
        var file = new FileInfo(path);
        if (!file.Exists)
            throw new FileNotFoundException($"There is no file '{path}' to upload.", path);

        return FromFactory(file.Name, file.Length, _ => Task.FromResult<Stream>(
            new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read, bufferSize: 0, FileOptions.Asynchronous | FileOptions.SequentialScan)));
    }

    /// <summary>Media that can be opened as often as needed; each stream is disposed after use.</summary>
    /// <param name="fileName">The file's name.</param>
    /// <param name="length">How many bytes it has.</param>
    /// <param name="open">Opens it at its beginning.</param>
    public static UploadRequest FromFactory(string fileName, long length, Func<CancellationToken, Task<Stream>> open) =>
        new(fileName, length, isRepeatable: true, leaveOpen: false, open);

    /// <summary>
    /// A stream from where it stands; it is left open. A seekable one is rewound for every attempt; another is read once, and a fault then ends the upload.
    /// </summary>
    /// <param name="fileName">The file's name.</param>
    /// <param name="stream">The media.</param>
    /// <param name="length">How many bytes follow. Required for a stream that cannot seek.</param>
    public static UploadRequest FromStream(string fileName, Stream stream, long? length = null)
    {
        ArgumentNullException.ThrowIfNull(stream);
        if (!stream.CanSeek)
        {
            var known = length ?? throw new ArgumentException("The API wants to know the length before the upload, and this stream does not tell it: give the length.", nameof(length));
            return new UploadRequest(fileName, known, isRepeatable: false, leaveOpen: true, _ => Task.FromResult(stream));
        }

        var start = stream.Position;
        return new UploadRequest(fileName, length ?? stream.Length - start, isRepeatable: true, leaveOpen: true, _ =>
        {
            stream.Position = start;
            return Task.FromResult(stream);
        });
    }
}
