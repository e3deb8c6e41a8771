using System.Net;
using Transcribe.Activities.Ledger;
using Transcribe.Activities.Tests.Support;
using Transcribe.Activities.Transcription;

namespace Transcribe.Activities.Tests.Ledger.Api;

/// <summary>The transcript of a job, as the shell shows and downloads it.</summary>
public sealed class TranscriptApiTests : IAsyncLifetime
{
    private Workbench _bench = null!;
    private LedgerServer _server = null!;
    private TranscriptionJob _job = null!;

    public async ValueTask InitializeAsync()
    {
        _bench = await Workbench.CreateAsync();
        _server = await LedgerServer.StartAsync(_bench);
        _job = await _bench.SubmitAsync(Submissions.Valid() with { ReuseWindow = TimeSpan.FromDays(1) });
    }

    public async ValueTask DisposeAsync()
    {
        await _server.DisposeAsync();
        await _bench.DisposeAsync();
    }

    [Fact]
    public async Task Transcript_OfACompletedJob_HasSpeakersTimesAndChapters()
    {
        await CompleteAsync();
        await NameAsync("SPEAKER_00", "Ada");
        _bench.Api.Result["segments"] = new[] { new { start_seconds = 1.5, end_seconds = 2, speaker = "SPEAKER_00", text = "Hello." } };

        var transcript = await _server.GetAsync($"/t/ledger/jobs/{await IdAsync()}/transcript");

        transcript.GetProperty("title").GetString().Should().Be("A talk about rivers");
        transcript.GetProperty("chapters")[0].GetProperty("title").GetString().Should().Be("Springs");
        var segment = transcript.GetProperty("segments")[0];
        (segment.GetProperty("speaker").GetString(), segment.GetProperty("startSeconds").GetDouble(), segment.GetProperty("text").GetString()).Should().Be(("Ada", 1.5, "Hello."));
    }

    [Theory]
    [InlineData("srt", "application/x-subrip", "Tom & Jerry: Hi.")]
    [InlineData("vtt", "text/vtt", "Tom &amp; Jerry: Hi.")]
    [InlineData("txt", "text/plain", "Tom & Jerry said hi.")]
    [InlineData("md", "text/markdown", "said hi.")]
    public async Task File_OfACompletedJob_IsDownloadedUnderItsTitle(string format, string type, string text)
    {
        await CompleteAsync();
        await NameAsync("SPEAKER_01", "Tom & Jerry");
        (_bench.Api.Subtitles, _bench.Api.Transcript) = ("SPEAKER_01: Hi.", "SPEAKER_01 said hi.");

        using var answer = await _server.Client.GetAsync($"/t/ledger/jobs/{await IdAsync()}/files/{format}", Workbench.Token);

        answer.Content.Headers.ContentType!.MediaType.Should().Be(type);
        answer.Content.Headers.ContentDisposition!.FileName!.Trim('"').Should().Be($"A talk about rivers.{format}");
        (await answer.Content.ReadAsStringAsync(Workbench.Token)).Should().EndWith(text).And.NotContain("SPEAKER");
    }

    [Fact]
    public async Task Transcript_OfAJobThatUsedAnEarlierOne_IsTheEarlierOnes()
    {
        await CompleteAsync();
        var again = await _bench.SubmitAsync(Submissions.Valid("again") with { ReuseWindow = TimeSpan.FromDays(1) });
        again.Id.Should().Be(_job.Id);
        var row = (await _server.GetAsync("/t/ledger/jobs?status=reused")).GetProperty("data")[0];

        var transcript = await _server.GetAsync($"/t/ledger/jobs/{row.GetProperty("id").GetString()}/transcript");

        transcript.GetProperty("title").GetString().Should().Be("A talk about rivers");
        row.GetProperty("title").GetString().Should().Be("A talk / about rivers?", "the ledger keeps the earlier job's title");
    }

    [Fact]
    public async Task Transcript_ThatCannotBeHad_IsExplained()
    {
        var id = await IdAsync();
        (await ExplainAsync($"{id}/transcript")).Should().Be((HttpStatusCode.Conflict, "not transcribed yet"));
        (await ExplainAsync("tj-none/transcript")).Should().Be((HttpStatusCode.NotFound, "no such recording"));
        (await ExplainAsync($"{id}/files/exe")).Should().Be((HttpStatusCode.NotFound, "txt, md, srt or vtt"));
        _bench.Api.FailNext(500, "internal", "Out of order.");
        (await ExplainAsync($"{id}/transcript")).Should().Be((HttpStatusCode.BadGateway, "did not give it"));
        _bench.Api.Jobs.Clear();
        (await ExplainAsync($"{id}/transcript")).Should().Be((HttpStatusCode.Gone, "deleted there"));
    }

    private async Task<(HttpStatusCode Status, string Words)> ExplainAsync(string path)
    {
        using var answer = await _server.Client.GetAsync($"/t/ledger/jobs/{path}", Workbench.Token);
        var text = await answer.Content.ReadAsStringAsync(Workbench.Token);
        string[] known = ["not transcribed yet", "no such recording", "txt, md, srt or vtt", "did not give it", "deleted there"];
        return (answer.StatusCode, known.FirstOrDefault(words => text.Contains(words, StringComparison.Ordinal)) ?? text);
    }

    private async Task<string> IdAsync() => (await _bench.Ledger.FindJobAsync(null, _job.Id, Workbench.Token))!.Id;

    private async Task CompleteAsync()
    {
        _bench.Api.End(_job.Id);
        await _bench.Ledger.ObserveAsync(
            _job.Connection, new Transcribe.Client.Transcription { Id = _job.Id, Status = Transcribe.Client.TranscriptionStatus.Completed, Title = "A talk / about rivers?" }, Workbench.Token);
    }

    private async Task NameAsync(string label, string name)
    {
        await using var ledger = _bench.OpenLedger();
        ledger.Speakers.Add(new SpeakerRecord { Connection = _job.Connection, JobId = _job.Id, Label = label, Name = name });
        await ledger.SaveChangesAsync(Workbench.Token);
    }
}
