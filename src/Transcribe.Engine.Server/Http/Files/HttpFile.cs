using System.Text.Json.Serialization;
using Microsoft.AspNetCore.Http;

namespace Transcribe.Engine.Server.Http;

/// <summary>
/// A file that came with a request, was downloaded, or is to be sent. Its content is there in the burst that got it; a file in a variable
/// that is kept over a wait comes back without it, and says so when it is read. Files that are needed later belong in a storage.
/// </summary>
public sealed class HttpFile
{
    private readonly Stream? _kept;
    private ReadOnlyMemory<byte>? _content;

    /// <summary>A file whose content is gone.</summary>
    [JsonConstructor]
    public HttpFile(string? filename, string? contentType, string? eTag, long length) =>
        (Filename, ContentType, ETag, Length) = (filename, contentType, eTag, length);

    /// <summary>A file.</summary>
    public HttpFile(ReadOnlyMemory<byte> content, string? filename = null, string? contentType = null, string? eTag = null)
        : this(filename, contentType, eTag, content.Length) => _content = content;

    /// <summary>A file whose bytes are kept elsewhere as long as its request lasts, and are read when they are asked for.</summary>
    internal HttpFile(Stream kept, string? contentType)
        : this(null, contentType, null, kept.Length) => _kept = kept;

    /// <summary>Its name; null: none was given.</summary>
    public string? Filename { get; }

    /// <summary>The type of its content; null: none was given.</summary>
    public string? ContentType { get; }

    /// <summary>What tells this content from another under the same name; null: unknown.</summary>
    public string? ETag { get; }

    /// <summary>How many bytes it has.</summary>
    public long Length { get; }

    /// <summary>The content.</summary>
    /// <exception cref="InvalidOperationException">A wait came between; it is gone.</exception>
    [JsonIgnore]
    public ReadOnlyMemory<byte> Content => _content ??= ReadKept() ?? throw new InvalidOperationException(
        $"The content of the file '{Filename}' was there only until the workflow waited. Save it to a storage before the wait.");

    /// <summary>The content as a stream.</summary>
    [JsonIgnore]
    public Stream Stream => new MemoryStream(Content.ToArray(), writable: false);

    private ReadOnlyMemory<byte>? ReadKept()
    {
        // Its request is over when it cannot be read.
        if (_kept is not { CanRead: true })
            return null;

        var content = new byte[Length];
        _kept.Position = 0;
        _kept.ReadExactly(content);
        return content;
    }

    /// <summary>A file of a form.</summary>
    internal static async Task<HttpFile> ReadAsync(IFormFile file, CancellationToken cancellationToken)
    {
        using var content = new MemoryStream((int)file.Length);
        await file.CopyToAsync(content, cancellationToken);
        return new HttpFile(content.GetBuffer().AsMemory(0, (int)content.Length), file.FileName, file.ContentType);
    }
}

/// <summary>Something that can be sent as a file: bytes, text, a stream or another file, under a name and type of its own.</summary>
/// <param name="Value">The content.</param>
/// <param name="Filename">The name; null: the content's.</param>
/// <param name="ContentType">The type; null: the content's.</param>
/// <param name="ETag">What tells this content from another; null: the content's.</param>
public sealed record Downloadable(object Value, string? Filename = null, string? ContentType = null, string? ETag = null);
