using Microsoft.AspNetCore.Http;
using Transcribe.Activities.Tests.Support;
using Transcribe.Activities.Transcription;
using Transcribe.Activities.Transcription.Media;
using Transcribe.Client;
using Transcribe.Engine.Authoring;

namespace Transcribe.Activities.Tests.Transcription.Media;

public sealed class UploadAudioTests : IAsyncLifetime
{
    private static readonly byte[] Wav = Recordings.Wav(TimeSpan.FromSeconds(2));

    private Workbench _bench = null!;

    public async ValueTask InitializeAsync()
    {
        _bench = await Workbench.CreateAsync();
        Directory.CreateDirectory(Path.Combine(_bench.StorageRoot, "in"));
        await File.WriteAllBytesAsync(Path.Combine(_bench.StorageRoot, "in", "talk.wav"), Wav, Workbench.Token);
    }

    public ValueTask DisposeAsync() => _bench.DisposeAsync();

    [Fact]
    public async Task Execute_FileOfAStorage_IsUploadedMeasuredAndHashed()
    {
        var run = await RunAsync(new UploadAudio { Media = new("in/talk.wav") });

        run.Outcomes.Should().Equal("Uploaded");
        run.Outputs["Result"].Should().BeEquivalentTo(new
        {
            UploadId = "up_1", FileName = "talk.wav", DurationSeconds = 2d, Length = (long)Wav.Length, Connection = "default",
            ContentHash = Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(Wav)),
        });
    }

    [Fact]
    public async Task Execute_FullPathBelowAStorage_IsUploaded() =>
        (await RunAsync(new UploadAudio { Media = new(Path.Combine(_bench.StorageRoot, "in", "talk.wav")) })).Outcomes.Should().Equal("Uploaded");

    [Theory]
    [InlineData("/etc/passwd")]
    [InlineData("../ledger.db")]
    [InlineData("in/none.wav")]
    [InlineData("in/../../ledger.db")]
    public async Task Execute_PathOutsideOrMissing_IsRefusedWithoutACall(string path)
    {
        var run = await RunAsync(new UploadAudio { Media = new(path) });

        run.Outcomes.Should().Equal("Refused");
        _bench.Api.Requests.Should().BeEmpty();
    }

    [Fact]
    public async Task Execute_StreamThatCanBeReadOnce_IsUploadedAndMeasured()
    {
        using var stream = new OneWayStream(Wav);

        var run = await RunAsync(new UploadAudio { Media = new(stream), FileName = new("talk.wav") });

        run.Outcomes.Should().Equal("Uploaded");
        _bench.Api.Uploads.Should().ContainSingle();
    }

    [Fact]
    public async Task Execute_BytesWithoutAName_SaysWhatIsMissing()
    {
        var run = await RunAsync(new UploadAudio { Media = new(Wav) });

        run.Outputs["Reason"].Should().BeOfType<string>().Which.Should().Contain("name");
    }

    [Fact]
    public async Task Execute_NothingNamed_TakesTheFileOfTheRequestsForm()
    {
        var file = new FormFile(new MemoryStream(Wav), 0, Wav.Length, "recording", "interview.wav");
        var http = new DefaultHttpContext();
        http.Request.ContentType = "multipart/form-data; boundary=x";
        http.Request.Form = new FormCollection([], new FormFileCollection { file });
        _bench.Get<IHttpContextAccessor>().HttpContext = http;

        var run = await RunAsync(new UploadAudio());

        run.Outcomes.Should().Equal("Uploaded");
        run.Outputs["Result"].Should().BeOfType<UploadedAudio>().Which.FileName.Should().Be("interview.wav");
    }

    [Theory]
    [InlineData("attachment; filename=\"talk.wav\"", "talk.wav")]
    [InlineData(null, "recording")]
    public async Task Execute_NothingNamed_TakesTheBodyOfTheRequestWhenItIsAudio(string? disposition, string name)
    {
        var http = new DefaultHttpContext { Request = { ContentType = "audio/wav", Body = new OneWayStream(Wav) } };
        http.Request.Headers.ContentDisposition = disposition;
        _bench.Get<IHttpContextAccessor>().HttpContext = http;

        var run = await RunAsync(new UploadAudio());

        run.Outcomes.Should().Equal("Uploaded");
        run.Outputs["Result"].Should().BeEquivalentTo(new { FileName = name, DurationSeconds = 2d, Length = (long)Wav.Length });
        _bench.Api.Requests.First().Body.Should().Contain("audio/wav");
    }

    [Fact]
    public async Task Execute_FileOfAnotherStorage_IsUploaded()
    {
        await using var bench = await Workbench.CreateAsync(activities => activities.AddStorage("archive", _ => new Activities.Deliver.Storage.LocalFolderStorage(_bench.StorageRoot)));
        var run = new EngineRun(bench, new UploadAudio { Media = new("in/talk.wav"), Storage = new("archive") });

        await run.StartAsync();

        run.Outcomes.Should().Equal("Uploaded");
    }

    [Fact]
    public async Task Execute_NothingNamedAndNoRequest_IsRefused() => (await RunAsync(new UploadAudio())).Outcomes.Should().Equal("Refused");

    [Fact]
    public async Task Execute_TypeThatTheApiDoesNotTake_IsRefused()
    {
        var run = await RunAsync(new UploadAudio { Media = new(Wav), FileName = new("talk.exe"), Duration = new(TimeSpan.FromSeconds(2)) });

        run.Outcomes.Should().Equal("Refused");
        run.Outputs["Reason"].Should().BeOfType<string>().Which.Should().Contain(".exe");
    }

    [Fact]
    public async Task Submit_Upload_IsSubmittedAsUpload()
    {
        var upload = (UploadedAudio)(await RunAsync(new UploadAudio { Media = new("in/talk.wav") })).Outputs["Result"]!;

        var run = await RunAsync(new SubmitTranscription { Upload = new(upload) });

        run.Outcomes.Should().Equal("Submitted");
        _bench.Api.Submissions.Single().Body.Should().Contain("\"upload_id\":\"up_1\"").And.Contain("\"duration_seconds\":2");
    }

    [Fact]
    public async Task Submit_SameContentUnderAnotherUpload_CanBeReused()
    {
        var first = (UploadedAudio)(await RunAsync(new UploadAudio { Media = new("in/talk.wav") })).Outputs["Result"]!;
        var second = (UploadedAudio)(await RunAsync(new UploadAudio { Media = new(Wav), FileName = new("copy.wav") })).Outputs["Result"]!;
        second.UploadId.Should().NotBe(first.UploadId);
        await RunAsync(new SubmitTranscription { Upload = new(first) });

        await RunAsync(new SubmitTranscription { Upload = new(second), Reuse = new(Activities.Transcription.Money.ReusePolicy.Always) });

        _bench.Api.Jobs.Should().ContainSingle();
    }

    [Theory]
    [InlineData("https://www.youtube.com/watch?v=abc", TranscriptionSource.YouTube)]
    [InlineData("https://youtu.be/abc", TranscriptionSource.YouTube)]
    [InlineData("https://podcasts.apple.com/de/podcast/x/id1?i=2", TranscriptionSource.PlatformUrl)]
    [InlineData("https://open.spotify.com/episode/4rOoJ6Egrf8K2IrywzwOMk", TranscriptionSource.PlatformUrl)]
    [InlineData("https://open.spotify.com/track/4rOoJ6Egrf8K2IrywzwOMk", TranscriptionSource.ExternalUrl)]
    [InlineData("https://soundcloud.com/a/b", TranscriptionSource.PlatformUrl)]
    [InlineData("https://vimeo.com/123", TranscriptionSource.PlatformUrl)]
    [InlineData("https://www.twitch.tv/videos/1", TranscriptionSource.PlatformUrl)]
    [InlineData("https://www.loom.com/share/1", TranscriptionSource.PlatformUrl)]
    [InlineData("https://feeds.soundcloud.com/stream/1.mp3", TranscriptionSource.ExternalUrl)]
    [InlineData("https://notyoutube.com/watch?v=abc", TranscriptionSource.ExternalUrl)]
    [InlineData("https://media.example/talk.mp3", TranscriptionSource.ExternalUrl)]
    public void Source_Auto_IsChosenByTheAddress(string url, TranscriptionSource source) => MediaSources.Choose(new Uri(url), MediaSource.Auto).Should().Be(source);

    [Fact]
    public async Task Submit_SourceChosenByHand_WinsOverTheAddress()
    {
        await RunAsync(new SubmitTranscription { Url = new("https://tv.example/watch/1"), Source = new(MediaSource.Platform) });

        _bench.Api.Submissions.Single().Body.Should().Contain("\"source\":\"platform_url\"");
    }

    private async Task<EngineRun> RunAsync(IActivity activity)
    {
        var run = new EngineRun(_bench, activity);
        await run.StartAsync();
        return run;
    }
}
