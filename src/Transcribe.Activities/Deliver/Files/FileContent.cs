using System.Text;

namespace Transcribe.Activities.Deliver;

/// <summary>The bytes of a file, wherever they are; opened as often as they are needed, never held as a whole unless they came so.</summary>
/// <param name="open">Opens them from the beginning.</param>
/// <param name="length">How many there are.</param>
public sealed class FileContent(Func<CancellationToken, Task<Stream>> open, long length)
{
    /// <summary>How many bytes there are.</summary>
    public long Length { get; } = length;

    /// <summary>Bytes in memory.</summary>
    public static FileContent Of(ReadOnlyMemory<byte> bytes) => new(_ => Task.FromResult<Stream>(new MemoryStream(bytes.ToArray(), writable: false)), bytes.Length);

    /// <summary>Text as UTF-8.</summary>
    public static FileContent Of(string text) => Of(Encoding.UTF8.GetBytes(text));

    /// <summary>Opens the bytes from the beginning.</summary>
    /// <exception cref="IOException">They cannot be read, or are no longer there.</exception>
    public Task<Stream> OpenAsync(CancellationToken cancellationToken) => open(cancellationToken);
}
