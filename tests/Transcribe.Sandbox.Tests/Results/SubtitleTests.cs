using System.Net;
using Transcribe.Sandbox.Tests.Support;

namespace Transcribe.Sandbox.Tests.Results;

public sealed class SubtitleTests : SandboxTest
{
    private const string Long = "This sentence is long enough that no platform would show all of its words at once on one screen.";

    [Fact]
    public async Task Srt_LooksAsPlayersExpect()
    {
        await CreateSut();
        await TranscribeAsync(ServeSpoken());

        (await SubtitlesAsync("format=srt")).Should().Be($"1\n00:00:00,000 --> 00:00:10,000\n{Sentence}\n");
        (await SubtitlesAsync("speaker_labels=true")).Should().Contain($"\n[SPEAKER_00] {Sentence}\n");
    }

    [Fact]
    public async Task Vtt_LooksAsPlayersExpect()
    {
        await CreateSut();
        await TranscribeAsync(ServeSpoken(text: "Salt & <pepper>."));

        (await SubtitlesAsync("format=vtt")).Should().Be("WEBVTT\n\n1\n00:00:00.000 --> 00:00:10.000\nSalt &amp; &lt;pepper&gt;.\n");
    }

    [Fact]
    public async Task Karaoke_TimesEveryWord()
    {
        await CreateSut();
        await TranscribeAsync(ServeSpoken(text: "One two"));

        (await SubtitlesAsync("format=vtt-karaoke")).Should().Contain("<00:00:00.000><c>One</c> <00:00:05.000><c>two</c>");
    }

    [Fact]
    public async Task Json_WordMode_HasACueForEachWord()
    {
        await CreateSut();
        await TranscribeAsync(ServeSpoken(text: "One two"));

        var cues = (await GetAsync("transcriptions/1/subtitles?format=json&mode=word")).AsArray();

        cues.Select(cue => cue!["text"]!.ToString()).Should().Equal("One", "two");
        cues[1]!["start_seconds"]!.GetValue<double>().Should().Be(5);
    }

    [Theory]
    [InlineData("youtube", 42)]
    [InlineData("tiktok-shorts", 22)]
    [InlineData("instagram-reels", 26)]
    [InlineData("netflix", 42)]
    [InlineData("podcast", 60)]
    [InlineData("broadcast", 37)]
    public async Task Preset_LinesFit_AndNoWordIsLost(string preset, int length)
    {
        await CreateSut();
        await TranscribeAsync(ServeSpoken(text: Long));

        var srt = await SubtitlesAsync($"preset={preset}");

        var lines = srt.Split('\n').Where(line => line.Length > 0 && !char.IsAsciiDigit(line[0])).ToList();
        lines.Should().OnlyContain(line => line.Length <= length);
        string.Join(' ', lines).Should().Be(Long);
    }

    [Fact]
    public async Task Materialized_IsMissing_AndWrongFormatIsRefused()
    {
        await CreateSut();
        await TranscribeAsync(ServeSpoken());

        await ShouldRefuseAsync(await Client.GetAsync("transcriptions/1/subtitles?source=materialized", Token), HttpStatusCode.Conflict, "not_ready", "artifact_missing");
        await ShouldRefuseAsync(await Client.GetAsync("transcriptions/1/subtitles?format=ass", Token), HttpStatusCode.BadRequest, "invalid_request");
    }

    private Task<string> SubtitlesAsync(string query) => Client.GetStringAsync($"transcriptions/1/subtitles?{query}", Token);
}
