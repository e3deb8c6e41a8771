using System.Buffers.Binary;
using Transcribe.Activities.Transcription.Media;

namespace Transcribe.Activities.Tests.Support;

/// <summary>A recording at an address of the server's own, as long as it is there.</summary>
internal sealed class Recordings : IOwnRecordings
{
    public const string Url = "http://127.0.0.1:5080/samples/talk.wav";

    public MediaFile? File { get; set; } = Of(Wav(TimeSpan.FromSeconds(1.5)), "talk.wav");

    public MediaFile? Find(Uri address) => address.AbsoluteUri == Url ? File : null;

    public static MediaFile Of(byte[] content, string name) => new(name, content.Length, _ => Task.FromResult<Stream>(new MemoryStream(content)));

    /// <summary>Silence: 8 kHz, mono, 16 bit.</summary>
    public static byte[] Wav(TimeSpan length)
    {
        const int BytesPerSecond = 16_000;
        var data = (int)(length.TotalSeconds * BytesPerSecond);
        var wav = new byte[44 + data];
        "RIFF"u8.CopyTo(wav);
        BinaryPrimitives.WriteInt32LittleEndian(wav.AsSpan(4), wav.Length - 8);
        "WAVEfmt "u8.CopyTo(wav.AsSpan(8));
        BinaryPrimitives.WriteInt32LittleEndian(wav.AsSpan(16), 16);
        BinaryPrimitives.WriteInt16LittleEndian(wav.AsSpan(20), 1);
        BinaryPrimitives.WriteInt16LittleEndian(wav.AsSpan(22), 1);
        BinaryPrimitives.WriteInt32LittleEndian(wav.AsSpan(24), 8_000);
        BinaryPrimitives.WriteInt32LittleEndian(wav.AsSpan(28), BytesPerSecond);
        BinaryPrimitives.WriteInt16LittleEndian(wav.AsSpan(32), 2);
        BinaryPrimitives.WriteInt16LittleEndian(wav.AsSpan(34), 16);
        "data"u8.CopyTo(wav.AsSpan(36));
        BinaryPrimitives.WriteInt32LittleEndian(wav.AsSpan(40), data);
        return wav;
    }
}
