using System.Buffers.Binary;

namespace Transcribe.Sandbox.Media;

/// <summary>What a RIFF/WAVE header says about 16-bit-style PCM sound.</summary>
internal sealed record WavHeader(int Channels, int SampleRate, int BitsPerSample, long DataOffset, long DataLength)
{
    private const int Pcm = 1;
    private const int Extensible = 0xFFFE;

    public double Seconds => DataLength / (double)(SampleRate * Channels * (BitsPerSample / 8));

    /// <summary>What every recogniser here wants.</summary>
    public bool IsSpeechReady => Channels == 1 && SampleRate == 16_000 && BitsPerSample == 16;

    /// <summary>Reads the header; null when the stream holds no PCM WAV.</summary>
    public static WavHeader? Read(Stream stream)
    {
        Span<byte> riff = stackalloc byte[12];
        var read = stream.ReadAtLeast(riff, riff.Length, throwOnEndOfStream: false);
        if (read < riff.Length || !riff[..4].SequenceEqual("RIFF"u8) || !riff[8..].SequenceEqual("WAVE"u8))
            return null;

        (int Channels, int Rate, int Bits)? format = null;
        Span<byte> chunk = stackalloc byte[8];
        while (stream.ReadAtLeast(chunk, chunk.Length, throwOnEndOfStream: false) == chunk.Length)
        {
            var length = BinaryPrimitives.ReadUInt32LittleEndian(chunk[4..]);
            if (chunk[..4].SequenceEqual("data"u8))
                return format is { } known ? Create(known, stream, length) : null;

            if (chunk[..4].SequenceEqual("fmt "u8))
            {
                if ((format = ReadFormat(stream, length)) is null)
                    return null;
            }
            else
            {
                stream.Seek(length + (length & 1), SeekOrigin.Current);
            }
        }

        return null;
    }

    private static (int Channels, int Rate, int Bits)? ReadFormat(Stream stream, uint length)
    {
        Span<byte> format = stackalloc byte[40];
        if (length is < 16 or > 40)
            return null;

        // Chunks start at even places; fmt's are of even length in every file but broken ones.
        format = format[..(int)(length + (length & 1))];
        if (stream.ReadAtLeast(format, format.Length, throwOnEndOfStream: false) < format.Length)
            return null;

        int tag = BinaryPrimitives.ReadUInt16LittleEndian(format);
        if (tag == Extensible && length >= 26)
            tag = BinaryPrimitives.ReadUInt16LittleEndian(format[24..]);

        int channels = BinaryPrimitives.ReadUInt16LittleEndian(format[2..]);
        var rate = BinaryPrimitives.ReadInt32LittleEndian(format[4..]);
        int bits = BinaryPrimitives.ReadUInt16LittleEndian(format[14..]);
        var isPcm = tag == Pcm && channels is > 0 and <= 32 && rate is > 0 and <= 768_000 && bits is 8 or 16 or 24 or 32;
        return isPcm ? (channels, rate, bits) : null;
    }

    private static WavHeader Create((int Channels, int Rate, int Bits) format, Stream stream, uint length)
    {
        // A writer that could not seek back leaves 0 or the largest number: then the file's end is the truth.
        var available = stream.Length - stream.Position;
        var data = length is 0 or uint.MaxValue ? available : Math.Min(length, available);
        return new WavHeader(format.Channels, format.Rate, format.Bits, stream.Position, data);
    }
}
