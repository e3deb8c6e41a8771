using System.Buffers.Binary;

namespace Transcribe.Bench.Speech;

/// <summary>A short recording of silence, and what is said in it.</summary>
internal static class Recording
{
    private const int BytesPerSecond = 16_000;

    public const string Transcript = """{ "language": "en", "segments": [ { "start_seconds": 0.0, "end_seconds": 0.5, "text": "We decided to go on." } ] }""";

    /// <summary>The header of a WAV with that many bytes of sound: 8 kHz, mono, 16 bit.</summary>
    public static byte[] Header(uint data)
    {
        var wav = new byte[44];
        "RIFF"u8.CopyTo(wav);
        BinaryPrimitives.WriteUInt32LittleEndian(wav.AsSpan(4), data + 36);
        "WAVEfmt "u8.CopyTo(wav.AsSpan(8));
        BinaryPrimitives.WriteInt32LittleEndian(wav.AsSpan(16), 16);
        BinaryPrimitives.WriteInt16LittleEndian(wav.AsSpan(20), 1);
        BinaryPrimitives.WriteInt16LittleEndian(wav.AsSpan(22), 1);
        BinaryPrimitives.WriteInt32LittleEndian(wav.AsSpan(24), BytesPerSecond / 2);
        BinaryPrimitives.WriteInt32LittleEndian(wav.AsSpan(28), BytesPerSecond);
        BinaryPrimitives.WriteInt16LittleEndian(wav.AsSpan(32), 2);
        BinaryPrimitives.WriteInt16LittleEndian(wav.AsSpan(34), 16);
        "data"u8.CopyTo(wav.AsSpan(36));
        BinaryPrimitives.WriteUInt32LittleEndian(wav.AsSpan(40), data);
        return wav;
    }

    /// <summary>Half a second.</summary>
    public static byte[] Short() => [.. Header(BytesPerSecond / 2), .. new byte[BytesPerSecond / 2]];
}
