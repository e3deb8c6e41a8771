using System.Net;
using Transcribe.Sandbox.Tests.Support;

namespace Transcribe.Sandbox.Tests.Results;

public sealed class ResultTests : SandboxTest
{
    private static readonly string Sample = Path.Combine(Repository.Root, "src", "Host", "samples", "team-meeting.wav");

    [Fact]
    public async Task Sample_Result_HasChaptersDecisionsAndActions()
    {
        await CreateSut();

        var result = await TranscribeAsync(await ServeSampleAsync(), "&include=all");

        result["title"]!.ToString().Should().Be("Team meeting");
        result["duration_seconds"]!.GetValue<double>().Should().BeInRange(35, 60);
        var summary = result["summary"]!.ToString();
        summary.Should().Contain("the release moves to the twelfth of March").And.Contain("We agreed to run the survey");
        var chapters = result["chapters"]!.AsArray();
        chapters.Should().HaveCountGreaterThanOrEqualTo(2);
        chapters.Select(chapter => chapter!["title"]!.ToString()).Should().OnlyHaveUniqueItems();
        chapters.Select(chapter => chapter!["start_seconds"]!.GetValue<double>()).Should().BeInAscendingOrder();
        chapters[1]!["url"]!.ToString().Should().Be($"{result["url"]}#t={chapters[1]!["start_seconds"]!.GetValue<double>():0.##}");
        result["sections"]!.AsArray().Should().HaveCountGreaterThanOrEqualTo(chapters.Count);
        result["acts"]!.AsArray().Should().NotBeEmpty();
        result["posting_chapters"]!.AsArray().Should().HaveSameCount(chapters);
        Answer("What was decided?").Should().Contain("twelfth of March");
        Answer("What are the action items?").Should().Contain("Maria will write the questions by Friday");
        Answer("When can we release it?").Should().StartWith("We need one more week to make the payment screen fast. [1]");
        result["analysis"]!["method"]!.ToString().Should().Be("extractive");
        result["segments"]!.AsArray().Should().HaveCount(12).And.OnlyContain(segment => segment!["speaker"]!.ToString().StartsWith("SPEAKER_0"));

        string Answer(string question) => result["qna"]!.AsArray().Single(pair => pair!["question"]!.ToString() == question)!["answer"]!.ToString();
    }

    [Fact]
    public async Task Sample_AllSaid_IsWordForWordInTheTranscript()
    {
        await CreateSut();
        var result = await TranscribeAsync(await ServeSampleAsync(), "&include=all");
        var transcript = string.Join(' ', result["segments"]!.AsArray().Select(segment => segment!["text"]!.ToString()));

        foreach (var section in result["sections"]!.AsArray())
            transcript.Should().Contain(section!["text"]!.ToString());
        foreach (var citation in result["qna"]!.AsArray().SelectMany(pair => pair!["citations"]!.AsArray()))
            transcript.Should().Contain(citation!["text"]!.ToString());
    }

    [Fact]
    public async Task Result_SegmentsInWindows_JoinToTheWhole()
    {
        await CreateSut();
        await TranscribeAsync(await ServeSampleAsync());

        var offset = 0;
        bool more;
        do
        {
            var window = await GetAsync($"transcriptions/1/result?include=segments&segments_offset={offset}&segments_limit=5");
            offset += window["segments"]!.AsArray().Count;
            window["segments_meta"]!["total"]!.GetValue<int>().Should().Be(12);
            more = window["segments_meta"]!["has_more"]!.GetValue<bool>();
        }
        while (more);

        offset.Should().Be(12);
    }

    [Fact]
    public async Task Result_Default_IsChaptersSectionsQna()
    {
        await CreateSut();
        await TranscribeAsync(ServeSpoken());

        var result = await GetAsync("transcriptions/1/result");

        result.AsObject().Should().ContainKeys("chapters", "sections", "qna").And.NotContainKeys("segments", "acts", "posting_chapters");
        await ShouldRefuseAsync(await Client.GetAsync("transcriptions/1/result?include=poems", Token), HttpStatusCode.BadRequest, "invalid_request");
    }

    [Fact]
    public async Task Result_NotCompleted_SaysWhy()
    {
        await CreateSut();
        var url = Media.Serve("silent.wav", Wav.Silence(1));
        await TranscribeAsync(url);
        await PostAsync("quotes", Order(url));

        await ShouldRefuseAsync(await Client.GetAsync("transcriptions/1/result", Token), HttpStatusCode.Conflict, "not_ready", "transcription_failed");
        await ShouldRefuseAsync(await Client.GetAsync("transcriptions/2/result", Token), HttpStatusCode.Conflict, "not_ready", "not_started");
        await CreateSut(options => options.ProcessingDelay = TimeSpan.FromHours(1));
        var id = await SubmitAsync(url);
        await ShouldRefuseAsync(await Client.GetAsync($"transcriptions/{id}/subtitles", Token), HttpStatusCode.Conflict, "not_ready", "transcription_processing");
    }

    [Fact]
    public async Task Transcript_TextAndMarkdown_AreWhole()
    {
        await CreateSut();
        await TranscribeAsync(await ServeSampleAsync());

        var text = await Client.GetStringAsync("transcriptions/1/transcript?format=txt", Token);
        var labelled = await Client.GetStringAsync("transcriptions/1/transcript?format=txt&speaker_labels=true&timestamps=true", Token);
        var markdown = await Client.GetStringAsync("transcriptions/1/transcript?format=md", Token);

        text.Should().StartWith("Good morning.").And.Contain("next Monday at ten.").And.NotContain("SPEAKER");
        labelled.Should().StartWith("[0:00] SPEAKER_00: Good morning.");
        markdown.Should().StartWith("# Team meeting\n\n---\n").And.Contain("**[0:00 → 0:03]** SPEAKER_00\n\nGood morning.");
    }

    [Fact]
    public async Task SilentRecording_CompletesWithNothingSaid()
    {
        await CreateSut();
        Media.Serve("silent.wav.transcript.json", """{ "segments": [] }"""u8.ToArray(), "application/json");

        var result = await TranscribeAsync(Media.Serve("silent.wav", Wav.Silence(3)), "&include=all");

        result["status"]!.ToString().Should().Be("completed");
        result["segments"]!.AsArray().Should().BeEmpty();
        result["chapters"]!.AsArray().Should().BeEmpty();
        foreach (var path in new[] { "transcript?format=txt", "transcript?format=md", "subtitles?format=srt", "subtitles?format=vtt" })
            (await Client.GetStringAsync($"transcriptions/1/{path}", Token)).Should().BeEmpty(path);
        (await GetAsync("transcriptions/1/subtitles?format=json")).AsArray().Should().BeEmpty();
    }

    [Fact]
    public async Task Ask_AboutSomethingSaid_CitesIt()
    {
        await CreateSut();
        await TranscribeAsync(await ServeSampleAsync());

        var answer = await ReadAsync(await PostAsync("transcriptions/1/ask", new { question = "How much does the survey cost?", top_k = 10 }));

        answer["answer"]!.ToString().Should().Contain("The survey costs four thousand dollars").And.Contain("[1]");
        answer["citations"]![0]!["start_seconds"]!.GetValue<double>().Should().BePositive();
        answer["no_answer"]!.GetValue<bool>().Should().BeFalse();
    }

    [Fact]
    public async Task Ask_AboutSomethingElse_HasNoAnswer()
    {
        await CreateSut();
        await TranscribeAsync(await ServeSampleAsync());

        var answer = await ReadAsync(await PostAsync("transcriptions/1/ask", new { question = "Which elephants sang opera?" }));

        answer["no_answer"]!.GetValue<bool>().Should().BeTrue();
        answer["citations"]!.AsArray().Should().BeEmpty();
    }

    [Fact]
    public async Task Ask_AllowanceIsUsedUp_IsRefusedUntilTheNextDay()
    {
        await CreateSut(options =>
        {
            options.TimeProvider = Clock;
            options.QuestionsPerDay = 1;
        });
        await TranscribeAsync(ServeSpoken());
        var question = new { question = "When do we ship?" };
        (await PostAsync("transcriptions/1/ask", question)).StatusCode.Should().Be(HttpStatusCode.OK);

        var refused = await PostAsync("transcriptions/1/ask", question);

        await ShouldRefuseAsync(refused, HttpStatusCode.TooManyRequests, "qna_quota_exceeded");
        refused.Headers.RetryAfter.Should().BeNull();
        Clock.Advance(TimeSpan.FromHours(24));
        (await PostAsync("transcriptions/1/ask", question)).StatusCode.Should().Be(HttpStatusCode.OK);
    }

    [Theory]
    [InlineData("", 50)]
    [InlineData("Why?", 9)]
    [InlineData("Why?", 101)]
    public async Task Ask_WrongQuestion_IsRefused(string question, int topK)
    {
        await CreateSut();

        await ShouldRefuseAsync(await PostAsync("transcriptions/1/ask", new { question, top_k = topK }), HttpStatusCode.BadRequest, "invalid_request");
    }

    private async Task<string> ServeSampleAsync()
    {
        Media.Serve("team-meeting.wav.transcript.json", await File.ReadAllBytesAsync(Sample + ".transcript.json", Token), "application/json");
        return Media.Serve("team-meeting.wav", await File.ReadAllBytesAsync(Sample, Token));
    }
}
