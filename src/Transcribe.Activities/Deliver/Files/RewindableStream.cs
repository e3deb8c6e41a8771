namespace Transcribe.Activities.Deliver;

/// <summary>A file's bytes as a stream that can go back to the beginning, by opening them again: what libraries need to send them once more.</summary>
internal sealed class RewindableStream(FileContent content) : Stream
{
    private Stream? _inner;
    private long _position;

    public override bool CanRead => true;

    public override bool CanSeek => true;

    public override bool CanWrite => false;

    public override long Length => content.Length;

    public override long Position
    {
        get => _position;
        set => Seek(value, SeekOrigin.Begin);
    }

    public override int Read(byte[] buffer, int offset, int count)
    {
        _inner ??= content.OpenAsync(CancellationToken.None).GetAwaiter().GetResult();
        return Count(_inner.Read(buffer, offset, count));
    }

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        _inner ??= await content.OpenAsync(cancellationToken);
        return Count(await _inner.ReadAsync(buffer, cancellationToken));
    }

    public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        ReadAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    public override long Seek(long offset, SeekOrigin origin)
    {
        var target = origin switch { SeekOrigin.Begin => offset, SeekOrigin.Current => _position + offset, _ => Length + offset };
        if (target == _position)
            return target;
        if (target != 0)
            throw new NotSupportedException("The stream can only go back to its beginning.");

        _inner?.Dispose();
        (_inner, _position) = (null, 0);
        return 0;
    }

    public override void Flush()
    {
    }

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    protected override void Dispose(bool disposing)
    {
        if (disposing)
            _inner?.Dispose();
        base.Dispose(disposing);
    }

    private int Count(int read)
    {
        _position += read;
        return read;
    }
}
