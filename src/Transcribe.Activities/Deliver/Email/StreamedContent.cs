using MimeKit;

namespace Transcribe.Activities.Deliver.Email;

/// <summary>The bytes of an attachment, opened anew each time they are written: once to measure the mail, once to send it.</summary>
internal sealed class StreamedContent(FileContent content) : IMimeContent
{
    private const int CopyBuffer = 81920;

    public ContentEncoding Encoding => ContentEncoding.Default;

    public NewLineFormat? NewLineFormat => null;

    public Stream Stream => Open();

    public Stream Open() => content.OpenAsync(CancellationToken.None).GetAwaiter().GetResult();

    public void DecodeTo(Stream stream, CancellationToken cancellationToken = default) => WriteTo(stream, cancellationToken);

    public Task DecodeToAsync(Stream stream, CancellationToken cancellationToken = default) => WriteToAsync(stream, cancellationToken);

    public void WriteTo(Stream stream, CancellationToken cancellationToken = default)
    {
        using var source = Open();
        source.CopyTo(stream, CopyBuffer);
    }

    public async Task WriteToAsync(Stream stream, CancellationToken cancellationToken = default)
    {
        await using var source = await content.OpenAsync(cancellationToken);
        await source.CopyToAsync(stream, CopyBuffer, cancellationToken);
    }

    public void Dispose()
    {
    }
}
