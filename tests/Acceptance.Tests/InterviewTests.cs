using System.Net;
using System.Net.Http.Headers;

namespace Transcribe.Acceptance;

/// <summary>The workflow <c>interview</c>: an upload becomes subtitles and minutes.</summary>
public sealed class InterviewTests : IDisposable
{
    private readonly TempFolder _data = new();
    private readonly HttpClient _client = new();

    public void Dispose()
    {
        _client.Dispose();
        _data.Dispose();
    }

    [Fact]
    public async Task Form_WithARecording_BecomesSubtitlesAndMinutes()
    {
        Component.PocketSphinx.Require();
        await using var host = await ChildHost.StartAsync(_data.Path);
        using var file = new ByteArrayContent(await File.ReadAllBytesAsync(Path.Combine(Repository.Root, "src", "Host", "samples", "team-meeting.wav"), TestContext.Current.CancellationToken));
        file.Headers.ContentType = new MediaTypeHeaderValue("audio/wav");
        using var speakers = new StringContent("""{ "SPEAKER_00": "Ada", "1": "Grace" }""");
        using var form = new MultipartFormDataContent { { file, "recording", "team-meeting.wav" }, { speakers, "speakers" } };

        using var response = await _client.PostAsync(new Uri(host.Address, "workflows/interview"), form, TestContext.Current.CancellationToken);

        response.StatusCode.Should().Be(HttpStatusCode.Accepted, await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
        (await FileAsync("*.srt")).Should().Contain("-->");
        (await FileAsync("*-minutes.md")).Should().Contain("## Topics");
    }

    [Fact]
    public async Task AudioAsTheBody_BecomesSubtitlesAndMinutesToo()
    {
        Component.PocketSphinx.Require();
        await using var host = await ChildHost.StartAsync(_data.Path);
        using var audio = new ByteArrayContent(await Sample.CutAsync(TimeSpan.FromSeconds(8)));
        audio.Headers.ContentType = new MediaTypeHeaderValue("audio/wav");
        audio.Headers.ContentDisposition = new ContentDispositionHeaderValue("attachment") { FileName = "short-talk.wav" };

        using var response = await _client.PostAsync(new Uri(host.Address, "workflows/interview"), audio, TestContext.Current.CancellationToken);

        response.StatusCode.Should().Be(HttpStatusCode.Accepted, await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
        await FileAsync("short-talk.srt");
        await FileAsync("short-talk-minutes.md");
    }

    [Fact]
    public async Task Request_WithoutAFile_IsRefusedWithTheReason()
    {
        await using var host = await ChildHost.StartAsync(_data.Path);
        using var form = new MultipartFormDataContent { { new StringContent("{}"), "speakers" } };

        using var response = await _client.PostAsync(new Uri(host.Address, "workflows/interview"), form, TestContext.Current.CancellationToken);

        response.StatusCode.Should().Be(HttpStatusCode.UnprocessableEntity);
        (await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken)).Should().Contain("holds no file");
    }

    private Task<string> FileAsync(string pattern) => Eventually.GetAsync(
        async () => Directory.Exists(_data.File("files")) && Directory.GetFiles(_data.File("files"), pattern) is [{ } file, ..]
            ? await File.ReadAllTextAsync(file, TestContext.Current.CancellationToken)
            : null,
        $"there is a file {pattern}",
        TimeSpan.FromMinutes(4));
}
