using Microsoft.Extensions.Options;
using Transcribe.Activities.Tests.Support;
using Transcribe.Activities.Transcription.Media;

namespace Transcribe.Activities.Tests.Transcription.Media;

public sealed class MediaLengthTests : IDisposable
{
    private readonly TempFolder _folder = new();
    private readonly MediaOptions _options = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Read_Wav_IsWhatItsHeaderSays()
    {
        _options.FfprobePath = "no-such-program";

        (await ReadAsync(Recordings.Wav(TimeSpan.FromSeconds(12.5)), "a.wav")).Should().Be(TimeSpan.FromSeconds(12.5));
    }

    [Fact]
    public async Task Read_WavWhoseWriterDidNotKnowTheLength_IsMeasuredByItsEnd()
    {
        var wav = Recordings.Wav(TimeSpan.FromSeconds(2));
        wav.AsSpan(40, 4).Fill(0xFF);

        (await ReadAsync(wav, "a.wav")).Should().Be(TimeSpan.FromSeconds(2));
    }

    [Fact]
    public async Task Read_NoWavWithoutFfprobe_SaysWhatToInstall()
    {
        _options.FfprobePath = "no-such-program";

        await FluentActions.Awaiting(() => ReadAsync("ID3 something"u8.ToArray(), "talk.mp3"))
            .Should().ThrowAsync<MediaException>().WithMessage("The length of 'talk.mp3' cannot be read: it is no WAV, and 'no-such-program' is not there. Install ffmpeg, *");
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Read_Mp3_IsMeasuredByFfprobeFromAFileOrAStream(bool isFile)
    {
        Component.Ffmpeg.Require();
        await File.WriteAllBytesAsync(_folder.File("a.wav"), Recordings.Wav(TimeSpan.FromSeconds(3)), Workbench.Token);
        (await Shell.RunAsync("ffmpeg", ["-loglevel", "error", "-i", _folder.File("a.wav"), _folder.File("a.mp3")])).ExitCode.Should().Be(0);
        var file = MediaFile.FromPath(_folder.File("a.mp3"));

        var length = await CreateSut().ReadAsync(isFile ? file : file with { Path = null }, Workbench.Token);

        length.TotalSeconds.Should().BeInRange(2.9, 3.2);
    }

    [Theory]
    [InlineData("notes.txt")]
    [InlineData("notes.nfo")]
    public async Task Read_NoRecording_IsRefusedByName(string name)
    {
        Component.Ffmpeg.Require();

        // ffprobe knows some texts as moving pictures by their extension, and tells how long they last.
        await FluentActions.Awaiting(() => ReadAsync("These are words."u8.ToArray(), name))
            .Should().ThrowAsync<MediaException>().WithMessage($"*'{name}'*does not look like audio or video*");
    }

    private MediaLength CreateSut() => new(Options.Create(_options), TimeProvider.System);

    private Task<TimeSpan> ReadAsync(byte[] content, string name) => CreateSut().ReadAsync(Recordings.Of(content, name), Workbench.Token);
}
