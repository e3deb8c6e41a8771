using System.Buffers.Binary;
using Transcribe.Sandbox.Media;
using Transcribe.Sandbox.Tests.Support;

namespace Transcribe.Sandbox.Tests.Media;

public sealed class WavTests
{
    [Theory]
    [InlineData(16_000, 1, 16)]
    [InlineData(44_100, 2, 16)]
    [InlineData(8_000, 1, 8)]
    [InlineData(48_000, 2, 24)]
    [InlineData(96_000, 6, 32)]
    public void Read_Pcm_TellsItsLength(int rate, short channels, short bits)
    {
        var bytes = Wav.Create(rate, channels, bits, new byte[rate * channels * bits / 8 * 3]);

        WavHeader.Read(new MemoryStream(bytes))!.Seconds.Should().Be(3);
    }

    [Theory]
    [InlineData(0u)]
    [InlineData(uint.MaxValue)]
    [InlineData(1_000_000u)]
    public void Read_LengthWasNeverFilledIn_TheFilesEndCounts(uint claimed)
    {
        var bytes = Wav.Create(16_000, 1, 16, new byte[64_000], claimed);

        WavHeader.Read(new MemoryStream(bytes))!.Seconds.Should().Be(2);
    }

    [Fact]
    public void Read_OtherChunksBefore_AreSkipped()
    {
        var wav = Wav.Create(16_000, 1, 16, new byte[32_000]);
        byte[] list = [.. "LIST"u8, 3, 0, 0, 0, 1, 2, 3, 0];

        WavHeader.Read(new MemoryStream([.. wav[..12], .. list, .. wav[12..]]))!.Seconds.Should().Be(1);
    }

    [Fact]
    public void Read_CompressedOrBroken_IsNone()
    {
        var wav = Wav.Create(16_000, 1, 16, new byte[100]);
        var compressed = wav.ToArray();
        compressed[20] = 2;

        WavHeader.Read(new MemoryStream(compressed)).Should().BeNull();
        for (var length = 0; length < 44; length++)
            WavHeader.Read(new MemoryStream(wav[..length])).Should().BeNull();
    }

    [Theory]
    [InlineData(44_100, 2, 16)]
    [InlineData(8_000, 1, 16)]
    [InlineData(22_050, 1, 24)]
    [InlineData(48_000, 1, 32)]
    [InlineData(16_000, 2, 8)]
    public async Task Convert_Tone_KeepsItsLengthAndPitch(int rate, short channels, short bits)
    {
        using var folder = new TempFolder();
        var token = TestContext.Current.CancellationToken;
        await File.WriteAllBytesAsync(folder.File("in.wav"), Wav.Create(rate, channels, bits, Tone(rate, channels, bits)), token);
        await using (var input = File.OpenRead(folder.File("in.wav")))
            await PcmConverter.ConvertAsync(folder.File("in.wav"), WavHeader.Read(input)!, folder.File("out.wav"), token);

        var bytes = await File.ReadAllBytesAsync(folder.File("out.wav"), token);
        var header = WavHeader.Read(new MemoryStream(bytes))!;
        header.IsSpeechReady.Should().BeTrue();
        header.Seconds.Should().BeApproximately(1, 0.001);
        var samples = Enumerable.Range(0, (int)header.DataLength / 2).Select(index => BinaryPrimitives.ReadInt16LittleEndian(bytes.AsSpan((int)header.DataOffset + (index * 2)))).ToList();
        var rises = samples.Zip(samples.Skip(1)).Count(pair => pair.First < 0 && pair.Second >= 0);
        rises.Should().BeInRange(438, 442, "it is a tone of 440 Hz");
        samples.Max(sample => Math.Abs((int)sample)).Should().BeInRange(14_500, 16_600, "it is half as loud as can be");
    }

    private static byte[] Tone(int rate, int channels, int bits)
    {
        var width = bits / 8;
        var data = new byte[rate * channels * width];
        for (var frame = 0; frame < rate; frame++)
        {
            var level = 0.5 * Math.Sin(2 * Math.PI * 440 * frame / rate);
            var value = (int)(level * Math.Pow(2, bits - 1)) + (bits == 8 ? 128 : 0);
            for (var channel = 0; channel < channels; channel++)
            {
                for (var part = 0; part < width; part++)
                    data[(((frame * channels) + channel) * width) + part] = (byte)(value >> (8 * part));
            }
        }

        return data;
    }
}
