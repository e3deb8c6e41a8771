using System.Net;
using System.Net.Http.Headers;
using System.Text.Json.Nodes;
using Transcribe.Sandbox.Tests.Support;

namespace Transcribe.Sandbox.Tests.Uploads;

public sealed class UploadTests : SandboxTest
{
    private static readonly byte[] Sound = Wav.Silence(5);

    [Fact]
    public async Task Upload_PutThenCreate_Transcribes_WithTheTranscriptBesideIt()
    {
        await CreateSut();
        var upload = await AnnounceAsync();
        (await PutAsync(upload, Sound)).StatusCode.Should().Be(HttpStatusCode.OK);
        (await PutAsync(upload, Transcript(Sentence, 5), suffix: ".transcript.json")).StatusCode.Should().Be(HttpStatusCode.OK);

        var created = await ReadAsync(await CreateFromAsync(upload));
        var row = await WaitAsync(created["id"]!.ToString(), "&include=segments,chapters");

        row["status"]!.ToString().Should().Be("completed", row.ToJsonString());
        row["title"]!.ToString().Should().Be("Interview");
        row["segments"]![0]!["text"]!.ToString().Should().Be(Sentence);
        row["chapters"]![0]!["url"]!.ToString().Should().StartWith(Sut.BaseAddress.ToString());
    }

    [Fact]
    public async Task Put_After900Seconds_IsRefused()
    {
        await CreateSut(options => options.TimeProvider = Clock);
        var upload = await AnnounceAsync();
        Clock.Advance(TimeSpan.FromSeconds(900));

        await ShouldRefuseAsync(await PutAsync(upload, Sound), HttpStatusCode.Forbidden, "upload_expired");
    }

    [Fact]
    public async Task Put_WrongToken_IsNotFound()
    {
        await CreateSut();
        var upload = await AnnounceAsync();
        upload["upload_url"] = $"{upload["upload_url"]}0";

        await ShouldRefuseAsync(await PutAsync(upload, Sound), HttpStatusCode.NotFound, "not_found");
    }

    [Theory]
    [InlineData(-1)]
    [InlineData(1)]
    public async Task Put_OtherSizeThanAnnounced_IsRefused_AndLeavesNothing(int difference)
    {
        await CreateSut();
        var upload = await AnnounceAsync();

        await ShouldRefuseAsync(await PutAsync(upload, new byte[Sound.Length + difference]), HttpStatusCode.BadRequest, "invalid_request");

        await ShouldRefuseAsync(await CreateFromAsync(upload), HttpStatusCode.BadRequest, "invalid_request", "upload_incomplete");
        Directory.GetFiles(Path.Combine(Options.DataFolder, "uploads"), "*", SearchOption.AllDirectories).Should().BeEmpty();
    }

    [Fact]
    public async Task Put_OtherTypeThanAnnounced_IsRefused()
    {
        await CreateSut();

        await ShouldRefuseAsync(await PutAsync(await AnnounceAsync(), Sound, type: "audio/mpeg"), HttpStatusCode.BadRequest, "invalid_request");
    }

    [Theory]
    [InlineData("", "audio/wav", 10)]
    [InlineData("a.exe", "application/octet-stream", 10)]
    [InlineData("a.wav", "audio/wav", 0)]
    [InlineData("a.wav", "audio/wav", 500L * 1024 * 1024 + 1)]
    public async Task Announce_WrongFile_IsRefused(string filename, string contentType, long size)
    {
        await CreateSut();

        await ShouldRefuseAsync(await PostAsync("uploads", new { filename, content_type = contentType, file_size = size }), HttpStatusCode.BadRequest, "invalid_request");
    }

    [Fact]
    public async Task Create_UploadAtTheCap_IsRejectedNotQueued()
    {
        await CreateSut(options =>
        {
            options.MaxConcurrentJobs = 1;
            options.ProcessingDelay = TimeSpan.FromHours(1);
        });
        await SubmitAsync(ServeSpoken());
        var upload = await AnnounceAsync();
        await PutAsync(upload, Sound);

        await ShouldRefuseAsync(await CreateFromAsync(upload), HttpStatusCode.TooManyRequests, "queue_full");
    }

    [Fact]
    public async Task Tus_InTwoParts_ResumesAtTheOffset()
    {
        await CreateSut();
        var created = await TusAsync(HttpMethod.Post, "uploads/tus", request =>
        {
            request.Headers.Add("Upload-Length", $"{Sound.Length}");
            request.Headers.Add("Upload-Metadata", "filename dGFsay53YXY=,filetype YXVkaW8vd2F2");
        });
        created.StatusCode.Should().Be(HttpStatusCode.Created);
        var location = created.Headers.Location!.ToString();
        (await TusPatchAsync(location, 0, Sound[..1000])).Headers.GetValues("Upload-Offset").Should().Equal("1000");
        (await TusPatchAsync(location, 500, Sound[500..])).StatusCode.Should().Be(HttpStatusCode.Conflict);
        await CreateSut(options => options.Url = Sut.BaseAddress.ToString());

        var head = await TusAsync(HttpMethod.Head, location, _ => { });
        head.Headers.GetValues("Upload-Offset").Should().Equal("1000");
        head.Headers.CacheControl!.NoStore.Should().BeTrue();
        (await TusPatchAsync(location, 1000, Sound[1000..])).StatusCode.Should().Be(HttpStatusCode.NoContent);

        var response = await CreateFromAsync(await ReadAsync(created));
        response.StatusCode.Should().Be(HttpStatusCode.Accepted, await response.Content.ReadAsStringAsync(Token));
    }

    [Fact]
    public async Task Tus_WithoutVersion_Is412_AndOptionsTellIt()
    {
        await CreateSut();

        var refused = await Client.PostAsync("uploads/tus", null, Token);
        refused.StatusCode.Should().Be(HttpStatusCode.PreconditionFailed);
        refused.Headers.GetValues("Tus-Version").Should().Equal("1.0.0");

        var options = await TusAsync(HttpMethod.Options, "uploads/tus", _ => { });
        options.Headers.GetValues("Tus-Extension").Should().Equal("creation,termination");
    }

    [Fact]
    public async Task Tus_Delete_IsGone()
    {
        await CreateSut();
        var created = await TusAsync(HttpMethod.Post, "uploads/tus", request =>
        {
            request.Headers.Add("Upload-Length", "10");
            request.Headers.Add("Upload-Metadata", "filename dGFsay53YXY=,filetype YXVkaW8vd2F2");
        });
        var location = created.Headers.Location!.ToString();

        (await TusAsync(HttpMethod.Delete, location, _ => { })).StatusCode.Should().Be(HttpStatusCode.NoContent);
        (await TusAsync(HttpMethod.Head, location, _ => { })).StatusCode.Should().Be(HttpStatusCode.NotFound);
    }

    private async Task<JsonNode> AnnounceAsync() =>
        await ReadAsync(await PostAsync("uploads", new { filename = "interview.wav", content_type = "audio/wav", file_size = Sound.Length }));

    /// <summary>Sends the bytes as any client would: without the API key.</summary>
    private static async Task<HttpResponseMessage> PutAsync(JsonNode upload, byte[] bytes, string suffix = "", string type = "audio/wav")
    {
        using var stranger = new HttpClient();
        using var content = new ByteArrayContent(bytes);
        content.Headers.ContentType = new MediaTypeHeaderValue(type);
        return await stranger.PutAsync(upload["upload_url"] + suffix, content, Token);
    }

    private Task<HttpResponseMessage> CreateFromAsync(JsonNode upload) =>
        PostAsync("transcriptions", new { source = "upload", upload_id = upload["upload_id"]!.ToString(), duration_seconds = 5 });

    private Task<HttpResponseMessage> TusPatchAsync(string location, long offset, byte[] bytes) => TusAsync(HttpMethod.Patch, location, request =>
    {
        request.Headers.Add("Upload-Offset", $"{offset}");
        request.Content = new ByteArrayContent(bytes);
        request.Content.Headers.ContentType = new MediaTypeHeaderValue("application/offset+octet-stream");
    });

    private async Task<HttpResponseMessage> TusAsync(HttpMethod method, string address, Action<HttpRequestMessage> configure)
    {
        using var request = new HttpRequestMessage(method, address);
        request.Headers.Add("Tus-Resumable", "1.0.0");
        configure(request);
        return await Client.SendAsync(request, Token);
    }
}
