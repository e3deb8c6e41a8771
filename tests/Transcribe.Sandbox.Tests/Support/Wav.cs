namespace Transcribe.Sandbox.Tests.Support;

/// <summary>WAV files made of numbers.</summary>
public static class Wav
{
    public static byte[] Silence(double seconds) => Create(16_000, 1, 16, new byte[(int)(seconds * 16_000) * 2]);

    /// <summary>A WAV around the given sample bytes.</summary>
    public static byte[] Create(int rate, short channels, short bits, byte[] data, uint? claimedLength = null)
    {
        using var stream = new MemoryStream();
        using var writer = new BinaryWriter(stream);
        writer.Write("RIFF"u8);
        writer.Write(36 + data.Length);
        writer.Write("WAVEfmt "u8);
        writer.Write(16);
        writer.Write((short)1);
        writer.Write(channels);
        writer.Write(rate);
        writer.Write(rate * channels * bits / 8);
        writer.Write((short)(channels * bits / 8));
        writer.Write(bits);
        writer.Write("data"u8);
        writer.Write(claimedLength ?? (uint)data.Length);
        writer.Write(data);
        writer.Flush();
        return stream.ToArray();
    }
}
