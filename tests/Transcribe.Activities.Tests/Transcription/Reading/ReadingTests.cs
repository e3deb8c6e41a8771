using Transcribe.Activities.Tests.Support;
using Transcribe.Activities.Transcription;
using Transcribe.Activities.Transcription.Reading;
using Transcribe.Activities.Transcription.Speakers;
using Transcribe.Client;
using Transcribe.Engine.Authoring;

namespace Transcribe.Activities.Tests.Transcription.Reading;

/// <summary>What is read of a completed job, and that names of speakers are in all of it.</summary>
public sealed class ReadingTests : IAsyncLifetime
{
    private Workbench _bench = null!;
    private string _job = null!;

    public async ValueTask InitializeAsync()
    {
        _bench = await Workbench.CreateAsync();
        _job = _bench.Api.AddJob();
        _bench.Api.End(_job);
    }

    public ValueTask DisposeAsync() => _bench.DisposeAsync();

    [Fact]
    public async Task GetTranscript_Markdown_AsksForItAndGivesTheText()
    {
        _bench.Api.Transcript = "# A talk\n\n**[0:00 → 0:07]** SPEAKER_00\nHello.";

        var run = await RunAsync(new GetTranscript { Job = Job(), Format = new(TranscriptFormat.Markdown), Timestamps = new(true) });

        run.Outcomes.Should().Equal("Done");
        run.Outputs["Result"].Should().Be(_bench.Api.Transcript);
        _bench.Api.Requests.Last().Query.Should().Contain("format=md").And.Contain("speaker_labels=true").And.Contain("timestamps=true");
    }

    [Fact]
    public async Task NameSpeakers_Names_AreInEveryLaterText()
    {
        _bench.Api.Transcript = "SPEAKER_00: Hello. SPEAKER_01: Hi. SPEAKER_001 MYSPEAKER_00";
        _bench.Api.Subtitles = "WEBVTT\n\n1\n00:00:00.080 --> 00:00:01.520\n<v SPEAKER_01>Hi.";
        _bench.Api.Result["segments"] = new[] { new { start_seconds = 0, end_seconds = 1, speaker = "SPEAKER_00", text = "Hello." } };
        _bench.Api.Result["chapters"] = new[] { new { title = "Greetings", summary = "SPEAKER_00 greets SPEAKER_01.", start_seconds = 0 } };

        var named = await RunAsync(new NameSpeakers { Job = Job(), Names = new(new Dictionary<string, object> { ["SPEAKER_00"] = "Ada", ["1"] = "Tom & Jerry" }) });

        named.Outcomes.Should().Equal("Done");
        (await RunAsync(new GetTranscript { Job = Job() })).Outputs["Result"].Should().Be("Ada: Hello. Tom & Jerry: Hi. SPEAKER_001 MYSPEAKER_00");
        (await RunAsync(new GetSubtitles { Job = Job(), Format = new(SubtitleFormat.Vtt) })).Outputs["Result"].Should().BeOfType<string>().Which.Should().EndWith("<v Tom &amp; Jerry>Hi.");
        (await RunAsync(new GetResult { Job = Job(), Parts = new(["Segments"]) })).Outputs["Result"].Should().BeOfType<TranscriptionContent>()
            .Which.Segments.Should().ContainSingle().Which.Speaker.Should().Be("Ada");
        (await RunAsync(new Summarize { Transcript = Job() })).Outputs["Text"].Should().Be("- **Greetings** (0:00): Ada greets Tom & Jerry.");
        (await RunAsync(new AskRecording { Job = Job(), Question = new("Who?") })).Outputs["Result"].Should().BeOfType<RecordingAnswer>()
            .Which.Citations.Should().ContainSingle().Which.Text.Should().Be("Ada says so.");
    }

    [Fact]
    public async Task NameSpeakers_Twice_ChangesAddsAndTakesAway()
    {
        await RunAsync(new NameSpeakers { Job = Job(), Names = new(new Dictionary<string, object> { ["0"] = "Ada", ["1"] = "Grace" }) });

        var run = await RunAsync(new NameSpeakers { Job = Job(), Names = new(new Dictionary<string, object> { ["0"] = "Edsger", ["1"] = "", ["2"] = "Barbara" }) });

        run.Outputs["Result"].Should().BeEquivalentTo(new Dictionary<string, string> { ["SPEAKER_00"] = "Edsger", ["SPEAKER_02"] = "Barbara" });
    }

    [Theory]
    [InlineData("the host", "Ada", "'the host'")]
    [InlineData("SPEAKER_00", "<b>Ada</b>", "< and >")]
    [InlineData("SPEAKER_00", "Ada\nGrace", "one line")]
    public async Task NameSpeakers_UnusableName_FailsAndSaysWhy(string label, string name, string words)
    {
        var run = await RunAsync(new NameSpeakers { Job = Job(), Names = new(new Dictionary<string, object> { [label] = name }) });

        run.Outcomes.Should().Equal("Failed");
        run.Outputs["Reason"].Should().BeOfType<string>().Which.Should().Contain(words);
    }

    [Theory]
    [InlineData(SubtitleFormat.Srt, "srt", ".srt")]
    [InlineData(SubtitleFormat.Vtt, "vtt", ".vtt")]
    [InlineData(SubtitleFormat.VttKaraoke, "vtt-karaoke", ".vtt")]
    [InlineData(SubtitleFormat.Json, "json", ".json")]
    public async Task GetSubtitles_Format_IsAskedForAndNamesTheExtension(SubtitleFormat format, string wire, string extension)
    {
        var run = await RunAsync(new GetSubtitles { Job = Job(), Format = new(format), Preset = new("youtube") });

        run.Outputs["Extension"].Should().Be(extension);
        _bench.Api.Requests.Last().Query.Should().Contain($"format={wire}").And.Contain("preset=youtube");
    }

    [Fact]
    public async Task GetResult_UnknownPart_FailsAndNamesTheParts()
    {
        var run = await RunAsync(new GetResult { Job = Job(), Parts = new(["Chapter"]) });

        run.Outputs["Reason"].Should().BeOfType<string>().Which.Should().Contain("'Chapter'").And.Contain("Segments");
    }

    [Fact]
    public async Task Ask_Question_IsAnsweredWithCitations()
    {
        var run = await RunAsync(new AskRecording { Job = Job(), Question = new("Where do rivers begin?"), Passages = new((int?)20) });

        run.Outcomes.Should().Equal("Answered");
        run.Outputs["Text"].Should().Be("At springs [1].");
        _bench.Api.Requests.Last().Body.Should().Contain("\"top_k\":20");
    }

    [Fact]
    public async Task Ask_NothingInTheRecording_IsNoAnswer()
    {
        _bench.Api.Answer = new { answer = "", citations = Array.Empty<object>(), no_answer = true };

        (await RunAsync(new AskRecording { Job = Job(), Question = new("Who won?") })).Outcomes.Should().Equal("No Answer");
    }

    [Theory]
    [InlineData("", null)]
    [InlineData("Who?", 5)]
    public async Task Ask_UnusableInput_FailsWithoutACall(string question, int? passages)
    {
        var run = await RunAsync(new AskRecording { Job = Job(), Question = new(question), Passages = new(passages) });

        run.Outcomes.Should().Equal("Failed");
        _bench.Api.Requests.Should().BeEmpty();
    }

    [Fact]
    public async Task Delete_Job_IsGoneAndDeletedAgain()
    {
        (await RunAsync(new DeleteTranscription { Job = Job() })).Outcomes.Should().Equal("Deleted");
        (await RunAsync(new DeleteTranscription { Job = Job() })).Outcomes.Should().Equal("Deleted");
        _bench.Api.Jobs.Should().BeEmpty();
    }

    [Fact]
    public async Task Read_JobThatRunsStill_FailsWithTheReason()
    {
        var run = await RunAsync(new GetResult { Job = new(_bench.Api.AddJob()) });

        run.Outcomes.Should().Equal("Failed");
        run.Outputs["Reason"].Should().BeOfType<string>().Which.Should().Contain("Not yet.");
    }

    [Fact]
    public async Task Read_NoJob_IsAnIncidentThatSaysWhatToDo() =>
        (await RunAsync(new GetTranscript())).State.Incidents.Should().ContainSingle().Which.Message.Should().StartWith("'Job' names no job.");

    [Fact]
    public async Task Summarize_Minutes_HaveDecisionsAndActionItemsWithoutAsking()
    {
        GiveMeeting();

        var run = await RunAsync(new Summarize { Transcript = Job(), Style = new(SummaryStyle.Minutes) });

        run.Outputs["Text"].Should().BeOfType<string>().Which.Should().Contain("## Decisions\n\n- We decided to ship in March.").And.Contain("## Action items\n\n- Grace will write the notes.");
        _bench.Api.Requests.Should().NotContain(request => request.Path.EndsWith("/ask"));
    }

    [Fact]
    public async Task Summarize_MinutesWithAsk_UsesTheAnswers()
    {
        GiveMeeting();
        _bench.Api.Answer = new { answer = "- Ship in March\n- No beta", citations = Array.Empty<object>(), no_answer = false };

        var run = await RunAsync(new Summarize { Transcript = Job(), Style = new(SummaryStyle.Minutes), Ask = new(true) });

        run.Outputs["Result"].Should().BeOfType<Summary>().Which.Decisions.Should().Equal("Ship in March", "No beta");
        _bench.Api.Requests.Count(request => request.Path.EndsWith("/ask")).Should().Be(2);
    }

    [Fact]
    public async Task Summarize_ShowNotes_HaveLinkedChaptersAndQuestions()
    {
        var run = await RunAsync(new Summarize { Transcript = Job(), Style = new(SummaryStyle.ShowNotes) });

        run.Outputs["Text"].Should().Be(
            "Where rivers begin.\n\n## Chapters\n\n- [0:00](https://t.so/1?t=0) Springs\n\n## Questions\n\n- **Where do rivers begin?** At springs.");
    }

    private void GiveMeeting() => _bench.Api.Result["chapters"] = new[]
    {
        new { title = "Release", summary = "We decided to ship in March. Grace will write the notes. It rained.", start_seconds = 0 },
    };

    private Input<object> Job() => new(_job);

    private async Task<EngineRun> RunAsync(IActivity activity)
    {
        var run = new EngineRun(_bench, activity);
        await run.StartAsync();
        return run;
    }
}
