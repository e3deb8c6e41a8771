using System.Net;
using Transcribe.Sandbox.Tests.Support;

namespace Transcribe.Sandbox.Tests.Media;

public sealed class MediaTests : SandboxTest
{
    [Fact]
    public async Task Create_NothingThere_SaysWhatItAnswered()
    {
        await CreateSut();

        var response = await PostAsync("transcriptions", Order(new Uri(base.Media.Address, "gone.wav?signature=secret").AbsoluteUri));

        await ShouldRefuseAsync(response, HttpStatusCode.BadRequest, "invalid_request", "media_unreachable");
        (await response.Content.ReadAsStringAsync(Token)).Should().Contain("404").And.NotContain("secret");
    }

    [Fact]
    public async Task Create_PrivateAddressAsTheLiveServiceSeesIt_IsUnreachable()
    {
        var recording = ServeSpoken();
        await CreateSut(options => options.RefusePrivateAddresses = true);

        foreach (var host in (string[])["127.0.0.1", "localhost", "[::1]", "10.1.2.3", "192.168.0.7", "[::ffff:127.0.0.1]"])
        {
            var url = new UriBuilder(recording) { Host = host }.Uri.AbsoluteUri;
            await ShouldRefuseAsync(await PostAsync("transcriptions", Order(url)), HttpStatusCode.BadRequest, "invalid_request", "media_unreachable");
        }
    }

    [Fact]
    public async Task Create_NobodyAnswers_IsUnreachable()
    {
        await CreateSut();

        await ShouldRefuseAsync(await PostAsync("transcriptions", Order("http://127.0.0.1:9/a.wav")), HttpStatusCode.BadRequest, "invalid_request", "media_unreachable");
        await ShouldRefuseAsync(await PostAsync("transcriptions", Order("http://no-such-host.invalid/a.wav")), HttpStatusCode.BadRequest, "invalid_request", "media_unreachable");
    }

    [Fact]
    public async Task Create_HostIsDown_CanBeTriedAgain()
    {
        await CreateSut();
        var url = base.Media.Serve("down.wav", http =>
        {
            http.Response.StatusCode = 503;
            return Task.CompletedTask;
        });

        await ShouldRefuseAsync(await PostAsync("transcriptions", Order(url)), HttpStatusCode.ServiceUnavailable, "probe_unavailable");
    }

    [Fact]
    public async Task Create_HostHangs_EndsAtTheDeadline()
    {
        await CreateSut(options => options.FetchTimeout = TimeSpan.FromMilliseconds(300));
        var url = base.Media.Serve("hangs.wav", http => Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, http.RequestAborted));

        await ShouldRefuseAsync(await PostAsync("transcriptions", Order(url)), HttpStatusCode.ServiceUnavailable, "probe_unavailable");
    }

    [Fact]
    public async Task Create_Page_IsNotAudio()
    {
        await CreateSut();
        var url = base.Media.Serve("page", "<html></html>"u8.ToArray(), "text/html");

        await ShouldRefuseAsync(await PostAsync("transcriptions", Order(url)), HttpStatusCode.BadRequest, "invalid_request", "media_not_audio");
    }

    [Fact]
    public async Task Create_Nonsense_IsNotAudio()
    {
        Component.Ffmpeg.Require();
        await CreateSut();
        var url = base.Media.Serve("song.mp3", "this is no song"u8.ToArray(), "audio/mpeg");

        await ShouldRefuseAsync(await PostAsync("transcriptions", Order(url)), HttpStatusCode.BadRequest, "invalid_request", "media_not_audio");
    }

    [Fact]
    public async Task Create_TooLarge_IsStoppedWhileReading()
    {
        await CreateSut(options => options.MaxMediaBytes = 100_000);
        var stopped = new TaskCompletionSource();
        var url = base.Media.Serve("endless.wav", async http =>
        {
            var chunk = new byte[50_000];
            while (!http.RequestAborted.IsCancellationRequested)
                await http.Response.Body.WriteAsync(chunk, Token);
            stopped.SetResult();
        });

        await ShouldRefuseAsync(await PostAsync("transcriptions", Order(url)), HttpStatusCode.BadRequest, "invalid_request");
        await stopped.Task.WaitAsync(Token);
        Directory.GetFileSystemEntries(Path.Combine(Options.DataFolder, "media")).Should().BeEmpty();
    }

    [Theory]
    [InlineData("mp3", "audio/mpeg")]
    [InlineData("flac", "audio/flac")]
    [InlineData("mp4", "video/mp4")]
    public async Task Create_AnyFormat_FfmpegDecodesIt(string extension, string type)
    {
        Component.Ffmpeg.Require();
        Component.PocketSphinx.Require();
        await Shell.SpeakAsync("two hundred thousand dollars", FileIn("speech.wav"));
        var file = FileIn($"speech.{extension}");
        (await Shell.RunAsync("ffmpeg", ["-v", "error", "-i", FileIn("speech.wav"), file])).ExitCode.Should().Be(0);
        await CreateSut(options => options.Recognisers = [SandboxRecogniser.PocketSphinx]);

        var row = await TranscribeAsync(base.Media.Serve($"speech.{extension}", await File.ReadAllBytesAsync(file, Token), type), "&include=segments");

        row["status"]!.ToString().Should().Be("completed", row.ToJsonString());
        row["duration_seconds"]!.GetValue<double>().Should().BeApproximately(1.6, 0.4);
        row["segments"]!.AsArray().Should().NotBeEmpty("its sound was heard, whatever a lossy codec left of the words");
    }

    [Fact]
    public async Task Create_WithoutFfmpeg_OnlyWavIsTaken_AndTheMessageSaysWhatToInstall()
    {
        await CreateSut(options => options.UseFfmpeg = false);
        var url = base.Media.Serve("song.mp3", new byte[1000], "audio/mpeg");

        var response = await PostAsync("transcriptions", Order(url));

        await ShouldRefuseAsync(response, HttpStatusCode.BadRequest, "invalid_request", "ffmpeg_missing");
        (await response.Content.ReadAsStringAsync(Token)).Should().Contain("apt-get install ffmpeg");
        (await TranscribeAsync(ServeSpoken()))["status"]!.ToString().Should().Be("completed");
    }
}
