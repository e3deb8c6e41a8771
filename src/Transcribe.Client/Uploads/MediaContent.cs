using System.Buffers;
using System.Net;

namespace Transcribe.Client.Uploads;

/// <summary>A part of a file as a request's body: opened anew for every attempt, never held in memory.</summary>
internal sealed class MediaContent(UploadRequest request, long offset, long count, IProgress<UploadProgress>? progress, InactivityWatch watch) : HttpContent
{
    private const int BufferSize = 128 * 1024;

    private Task copying = Task.CompletedTask;

    /// <summary>Ends when nobody reads the source any more, so that the next attempt can.</summary>
    public Task Copying => copying;

    protected override Task SerializeToStreamAsync(Stream stream, TransportContext? context) => SerializeToStreamAsync(stream, context, CancellationToken.None);

    protected override Task SerializeToStreamAsync(Stream stream, TransportContext? context, CancellationToken cancellationToken) =>
        copying = CopyAsync(stream, cancellationToken);

    protected override bool TryComputeLength(out long length)
    {
        length = count;
        return true;
    }

    private async Task CopyAsync(Stream target, CancellationToken cancellationToken)
    {
        // The watch also ends a read of a source that stands still.
        using var linked = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, watch.Token);
        var source = await ReadingAsync(() => request.Open(linked.Token));
        try
        {
            await SkipAsync(source, linked.Token);
            await SendAsync(source, target, linked.Token);
        }
        finally
        {
            if (!request.LeaveOpen)
                await source.DisposeAsync();
        }
    }

    private async Task SendAsync(Stream source, Stream target, CancellationToken cancellationToken)
    {
        // A file has hundreds of pieces. After a fault the buffer is not given back: somebody may still be at it.
        var buffer = ArrayPool<byte>.Shared.Rent(BufferSize);
        for (var sent = 0L; sent < count;)
        {
            var read = await ReadingAsync(() => source.ReadAsync(buffer.AsMemory(0, (int)Math.Min(buffer.Length, count - sent)), cancellationToken).AsTask());
            if (read == 0)
                throw new TranscribeUploadException($"'{request.FileName}' ended after {offset + sent} of {request.Length} bytes: it was cut, or its length was given wrongly.");

            watch.Touch();
            await target.WriteAsync(buffer.AsMemory(0, read), cancellationToken);
            watch.Touch();

            sent += read;
            TranscribeTelemetry.UploadedBytes.Add(read);
            progress?.Report(new UploadProgress(offset + sent, request.Length));
        }

        ArrayPool<byte>.Shared.Return(buffer);
    }

    private async Task SkipAsync(Stream source, CancellationToken cancellationToken)
    {
        if (offset == 0)
            return;

        if (source.CanSeek)
        {
            source.Seek(offset, SeekOrigin.Current);
            return;
        }

        var buffer = new byte[BufferSize];
        for (var skipped = 0L; skipped < offset;)
        {
            var read = await ReadingAsync(() => source.ReadAsync(buffer.AsMemory(0, (int)Math.Min(buffer.Length, offset - skipped)), cancellationToken).AsTask());
            if (read == 0)
                throw new TranscribeUploadException($"'{request.FileName}' ended before byte {offset}, from where the upload should have gone on.");

            watch.Touch();
            skipped += read;
        }
    }

    // A fault of the source is not a fault of the network: sending it again would not help.
    private async Task<T> ReadingAsync<T>(Func<Task<T>> read)
    {
        try
        {
            return await read();
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException or ObjectDisposedException)
        {
            throw new TranscribeUploadException($"'{request.FileName}' could not be read: {error.Message}", error);
        }
    }
}
