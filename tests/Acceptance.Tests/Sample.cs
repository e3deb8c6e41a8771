using System.Buffers.Binary;

namespace Transcribe.Acceptance;

/// <summary>The recording that comes with the host.</summary>
internal static class Sample
{
    private const int HeaderLength = 44;

    /// <summary>Its beginning: short, because a recogniser listens as long as people spoke.</summary>
    public static async Task<byte[]> CutAsync(TimeSpan length)
    {
        var wav = await File.ReadAllBytesAsync(Path.Combine(Repository.Root, "src", "Host", "samples", "team-meeting.wav"), TestContext.Current.CancellationToken);
        var data = (int)(length.TotalSeconds * BinaryPrimitives.ReadInt32LittleEndian(wav.AsSpan(28)));
        var cut = wav[..(HeaderLength + data)];
        BinaryPrimitives.WriteInt32LittleEndian(cut.AsSpan(4), cut.Length - 8);
        BinaryPrimitives.WriteInt32LittleEndian(cut.AsSpan(40), data);
        return cut;
    }
}
