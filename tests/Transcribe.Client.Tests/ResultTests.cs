using System.Globalization;
using Transcribe.Client.Tests.Server;

namespace Transcribe.Client.Tests;

public sealed class ResultTests : ClientTest
{
    private const string Route = "GET /api/v1/transcriptions/7/result";

    [Fact]
    public async Task GetResult_SeveralWindows_JoinsAllOfThem()
    {
        Server.On(Route, Windows(total: 5, size: 2));

        var result = await CreateSut().GetHandle("7").GetResultAsync(ResultInclude.All, Token);

        result.Segments.Select(x => x.Text).Should().Equal("w0", "w1", "w2", "w3", "w4");
        result.SegmentsMeta.Should().BeNull();
        result.Chapters.Single().Title.Should().Be("One");
        Server.Requests[0].Query["include"].Should().Be("chapters,sections,qna,segments,acts,posting_chapters");
        Server.Requests.Skip(1).Should().OnlyContain(x => x.Query["include"] == "segments" && x.Query["segments_limit"] == "2");
        Server.Requests.Skip(1).Select(x => x.Query["segments_offset"]).Should().Equal("2", "4");
    }

    [Fact]
    public async Task GetResult_NothingSaid_AsksForTheDefaultPartsOnce()
    {
        Server.On(Route, Replies.Ok(new { id = 7, status = "completed", sections = (object?)null }));

        var result = await CreateSut().GetHandle("7").GetResultAsync(cancellationToken: Token);

        result.Sections.Should().BeEmpty();
        Server.Requests.Single().Query.Should().Equal(new Dictionary<string, string> { ["include"] = "chapters,sections,qna" });
    }

    [Fact]
    public async Task GetResult_WindowsThatDoNotFit_AreAnErrorNotAPart()
    {
        Server.On(Route, Window(0, 2, 5, true), Window(3, 2, 5, false));

        var act = () => CreateSut().GetHandle("7").GetResultAsync(ResultInclude.Segments, Token);

        (await act.Should().ThrowAsync<TranscribeException>()).WithMessage("*could not be read completely (2 of 5)*");
    }

    [Fact]
    public async Task GetResult_EmptyWindowWithMore_DoesNotLoop()
    {
        Server.On(Route, Window(0, 2, 5, true), Window(2, 0, 5, true));

        var act = () => CreateSut().GetHandle("7").GetResultAsync(ResultInclude.Segments, Token);

        await act.Should().ThrowAsync<TranscribeException>();
        Server.Requests.Should().HaveCount(2);
    }

    [Fact]
    public async Task GetResult_NotReady_IsAConflictWithItsReason()
    {
        Server.On(Route, Replies.Conflict("transcription_processing"));

        var act = () => CreateSut().GetHandle("7").GetResultAsync(cancellationToken: Token);

        var error = (await act.Should().ThrowAsync<TranscribeConflictException>()).Which;
        error.Reason.Should().Be("transcription_processing");
        error.IsTransient.Should().BeTrue();
        Server.Requests.Should().ContainSingle("waiting is the caller's choice");
    }

    [Fact]
    public async Task GetTranscript_Options_AreSentAndTextComesAsItIs()
    {
        Server.On("GET /api/v1/transcriptions/7/transcript", Replies.Raw(200, "text/markdown", "# Títle\n"));

        var text = await CreateSut().GetHandle("7").GetTranscriptAsync(
            new TranscriptOptions { Format = TranscriptFormat.Markdown, SpeakerLabels = true, Timestamps = false }, Token);

        text.Should().Be("# Títle\n");
        Server.Requests.Single().Query.Should().Equal(new Dictionary<string, string> { ["format"] = "md", ["speaker_labels"] = "true", ["timestamps"] = "false" });
    }

    [Fact]
    public async Task GetTranscript_SilentMedia_IsEmptyText()
    {
        Server.On("GET /api/v1/transcriptions/7/transcript", Replies.Raw(200, "text/plain", ""));

        (await CreateSut().GetHandle("7").GetTranscriptAsync(cancellationToken: Token)).Should().BeEmpty();
        Server.Requests.Single().Query.Should().Equal(new Dictionary<string, string> { ["format"] = "txt" });
    }

    [Theory]
    [InlineData(SubtitleFormat.Srt, "srt")]
    [InlineData(SubtitleFormat.Vtt, "vtt")]
    [InlineData(SubtitleFormat.VttKaraoke, "vtt-karaoke")]
    [InlineData(SubtitleFormat.Json, "json")]
    public async Task GetSubtitles_Options_AreSent(SubtitleFormat format, string written)
    {
        Server.On("GET /api/v1/transcriptions/7/subtitles", Replies.Raw(200, "text/plain", "1\n00:00:00,080 --> 00:00:01,520\nHi\n"));

        var text = await CreateSut().GetHandle("7").GetSubtitlesAsync(
            new SubtitleOptions { Format = format, Preset = "netflix", SpeakerLabels = false, Mode = "word", Source = "generated" }, Token);

        text.Should().EndWith("Hi\n");
        Server.Requests.Single().Query.Should().Equal(new Dictionary<string, string>
        {
            ["format"] = written, ["preset"] = "netflix", ["speaker_labels"] = "false", ["mode"] = "word", ["source"] = "generated",
        });
    }

    private static Reply Windows(int total, int size) => (context, request) =>
    {
        var offset = int.Parse(request.Query.GetValueOrDefault("segments_offset", "0"), CultureInfo.InvariantCulture);
        var count = Math.Min(size, total - offset);
        return Window(offset, count, total, offset + count < total)(context, request);
    };

    private static Reply Window(int offset, int count, int total, bool more) => Replies.Ok(new
    {
        id = 7,
        status = "completed",
        chapters = new[] { new { title = "One" } },
        segments = Enumerable.Range(offset, count).Select(x => new { text = $"w{x}", speaker = (string?)null, start_seconds = x }),
        segments_meta = new { offset, limit = 2, total, has_more = more },
    });
}
