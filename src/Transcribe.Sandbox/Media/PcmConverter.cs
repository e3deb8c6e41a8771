using System.Buffers.Binary;

namespace Transcribe.Sandbox.Media;

/// <summary>
/// Mixes PCM down to one channel and resamples it to 16 kHz, for machines without ffmpeg. Each output sample is the mean
/// of the input it covers (or the line between two), which is enough for recognising speech.
/// </summary>
internal static class PcmConverter
{
    private const int TargetRate = 16_000;
    private const int HeaderBytes = 44;

    public static async Task ConvertAsync(string source, WavHeader header, string target, CancellationToken cancellationToken)
    {
        var bytesPerFrame = header.Channels * header.BitsPerSample / 8;
        await using var input = new BufferedStream(File.OpenRead(source), 1 << 16);
        await using var output = new BufferedStream(File.Create(target), 1 << 16);
        input.Position = header.DataOffset;
        output.Position = HeaderBytes;

        var frame = new byte[bytesPerFrame];
        var step = (double)header.SampleRate / TargetRate;
        double next = 0, sum = 0, last = 0;
        long written = 0, count = 0, frames = header.DataLength / bytesPerFrame;
        var sample = new byte[2];

        for (long index = 0; index < frames; index++)
        {
            if ((index & 0xFFFF) == 0)
                cancellationToken.ThrowIfCancellationRequested();
            input.ReadExactly(frame);
            var value = Mix(frame, header);
            sum += value;
            count++;
            while (index >= next)
            {
                var level = step > 1 ? sum / count : last + ((value - last) * (1 - (index - next)));
                BinaryPrimitives.WriteInt16LittleEndian(sample, (short)Math.Clamp(level * short.MaxValue, short.MinValue, short.MaxValue));
                output.Write(sample);
                written++;
                next = written * step;
                if (step > 1)
                    (sum, count) = (0, 0);
            }

            last = value;
        }

        output.Position = 0;
        output.Write(Header((int)Math.Min(written * 2, int.MaxValue - HeaderBytes)));
        await output.FlushAsync(cancellationToken);
    }

    private static double Mix(ReadOnlySpan<byte> frame, WavHeader header)
    {
        var width = header.BitsPerSample / 8;
        double sum = 0;
        for (var channel = 0; channel < header.Channels; channel++)
        {
            var bytes = frame.Slice(channel * width, width);
            sum += width switch
            {
                1 => (bytes[0] - 128) / 128d,
                2 => BinaryPrimitives.ReadInt16LittleEndian(bytes) / 32768d,
                3 => (bytes[0] | (bytes[1] << 8) | ((sbyte)bytes[2] << 16)) / 8388608d,
                _ => BinaryPrimitives.ReadInt32LittleEndian(bytes) / 2147483648d,
            };
        }

        return sum / header.Channels;
    }

    private static byte[] Header(int dataBytes)
    {
        var header = new byte[HeaderBytes];
        "RIFF"u8.CopyTo(header);
        BinaryPrimitives.WriteInt32LittleEndian(header.AsSpan(4), dataBytes + HeaderBytes - 8);
        "WAVEfmt "u8.CopyTo(header.AsSpan(8));
        BinaryPrimitives.WriteInt32LittleEndian(header.AsSpan(16), 16);
        BinaryPrimitives.WriteInt16LittleEndian(header.AsSpan(20), 1);
        BinaryPrimitives.WriteInt16LittleEndian(header.AsSpan(22), 1);
        BinaryPrimitives.WriteInt32LittleEndian(header.AsSpan(24), TargetRate);
        BinaryPrimitives.WriteInt32LittleEndian(header.AsSpan(28), TargetRate * 2);
        BinaryPrimitives.WriteInt16LittleEndian(header.AsSpan(32), 2);
        BinaryPrimitives.WriteInt16LittleEndian(header.AsSpan(34), 16);
        "data"u8.CopyTo(header.AsSpan(36));
        BinaryPrimitives.WriteInt32LittleEndian(header.AsSpan(40), dataBytes);
        return header;
    }
}
