using System.Buffers.Binary;

namespace Transcribe.Activities.Transcription.Media;

/// <summary>Reads how long a RIFF/WAVE recording is: its format chunk says how many bytes a second has.</summary>
internal static class WavLength
{
    private const int BytesPerSecondOffset = 8;

    // Before the sound stand names and comments; more than this is no recording.
    private const int MaxChunk = 16 * 1024 * 1024;

    /// <summary>The length; null when the stream holds no WAV, or one without sound.</summary>
    public static async Task<TimeSpan?> ReadAsync(Stream stream, long streamLength, CancellationToken cancellationToken)
    {
        var head = new byte[12];
        if (!await FillAsync(stream, head, cancellationToken) || !head.AsSpan(0, 4).SequenceEqual("RIFF"u8) || !head.AsSpan(8).SequenceEqual("WAVE"u8))
            return null;

        uint bytesPerSecond = 0;
        var chunk = new byte[8];
        for (long position = head.Length; await FillAsync(stream, chunk, cancellationToken);)
        {
            position += chunk.Length;
            var length = BinaryPrimitives.ReadUInt32LittleEndian(chunk.AsSpan(4));
            if (chunk.AsSpan(0, 4).SequenceEqual("data"u8))
                return LengthOf(length, streamLength - position, bytesPerSecond);

            // Chunks start at even places.
            var padded = length + (length & 1L);
            if (padded > MaxChunk)
                return null;

            var body = new byte[padded];
            if (!await FillAsync(stream, body, cancellationToken))
                return null;
            if (chunk.AsSpan(0, 4).SequenceEqual("fmt "u8) && body.Length >= BytesPerSecondOffset + sizeof(uint))
                bytesPerSecond = BinaryPrimitives.ReadUInt32LittleEndian(body.AsSpan(BytesPerSecondOffset));
            position += body.Length;
        }

        return null;
    }

    // A writer that could not seek back leaves 0 or the largest number: then the file's end is the truth.
    private static TimeSpan? LengthOf(uint declared, long available, uint bytesPerSecond)
    {
        var data = declared is 0 or uint.MaxValue ? available : Math.Min(declared, available);
        return bytesPerSecond > 0 && data > 0 ? TimeSpan.FromSeconds((double)data / bytesPerSecond) : null;
    }

    private static async Task<bool> FillAsync(Stream stream, byte[] buffer, CancellationToken cancellationToken) =>
        await stream.ReadAtLeastAsync(buffer, buffer.Length, throwOnEndOfStream: false, cancellationToken) == buffer.Length;
}
