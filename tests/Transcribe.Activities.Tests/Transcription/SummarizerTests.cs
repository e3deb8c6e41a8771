using Transcribe.Activities.Tests.Support;
using Transcribe.Activities.Transcription;
using Transcribe.Client;

namespace Transcribe.Activities.Tests.Transcription;

public sealed class SummarizerTests : IAsyncLifetime
{
    private Workbench _bench = null!;

    public async ValueTask InitializeAsync()
    {
        _bench = await Workbench.CreateAsync();
        _bench.Api.Result["chapters"] = new[]
        {
            new { title = "Springs", summary = "Where rivers begin.", start_seconds = 0 },
            new { title = "Deltas", summary = "Where they end", start_seconds = 3725 },
        };
    }

    public ValueTask DisposeAsync() => _bench.DisposeAsync();

    [Theory]
    [InlineData(SummaryStyle.Bullets, "- **Springs** (0:00): Where rivers begin.\n- **Deltas** (1:02:05): Where they end")]
    [InlineData(SummaryStyle.Paragraph, "Where rivers begin. Where they end.")]
    [InlineData(SummaryStyle.Minutes, "## Topics\n\n- **Springs** (0:00): Where rivers begin.\n- **Deltas** (1:02:05): Where they end\n\n## Questions\n\n- **Where do rivers begin?** At springs.")]
    public async Task Summarize_Style_FormsTheText(SummaryStyle style, string expected) => (await SummarizeAsync(style)).Text.Should().Be(expected);

    [Fact]
    public async Task Summarize_Completed_CarriesTheFactsWithOneRequest()
    {
        var summary = await SummarizeAsync();

        summary.Should().BeEquivalentTo(new { Title = "A talk about rivers", JobId = "4821", Language = "en", DurationSeconds = 65.5 });
        summary.Chapters.Should().HaveCount(2);
        summary.Questions.Should().ContainSingle();
        _bench.Api.Requests.Should().ContainSingle();
    }

    [Fact]
    public async Task Summarize_MinutesOfAnswersWithCitations_NameEachPointOnceAndPointAtNothing()
    {
        _bench.Api.Result["chapters"] = new[] { new { title = "Release", summary = "We decided: it moves to March.", start_seconds = 0 } };
        _bench.Api.Result["qna"] = new[] { new { question = "What was decided?", answer = "We decided: it moves to March. [1] Maria will tell the others. [2]" } };

        (await SummarizeAsync(SummaryStyle.Minutes)).Text.Should().Be(
            "## Topics\n\n- **Release** (0:00): We decided: it moves to March.\n\n## Decisions\n\n- We decided: it moves to March.\n\n"
            + "## Action items\n\n- Maria will tell the others.\n\n## Questions\n\n- **What was decided?** We decided: it moves to March. Maria will tell the others.");
    }

    [Fact]
    public async Task Summarize_TooLong_IsCutBetweenPoints() =>
        (await SummarizeAsync(maxLength: 50)).Text.Should().Be("- **Springs** (0:00): Where rivers begin.\n…");

    [Fact]
    public async Task Summarize_FirstPointTooLong_IsCutAtAWord()
    {
        var text = (await SummarizeAsync(SummaryStyle.Paragraph, 15)).Text;

        text.Should().Be("Where rivers…");
        text.Length.Should().BeLessThanOrEqualTo(15);
    }

    [Fact]
    public async Task Summarize_NoAnalysis_UsesTheRecordingsOwnWords()
    {
        _bench.Api.Result["chapters"] = Array.Empty<object>();
        _bench.Api.Transcript = "Just one sentence.";

        (await SummarizeAsync()).Text.Should().Be("Just one sentence.");
    }

    [Fact]
    public async Task Summarize_Silence_InventsNothing()
    {
        _bench.Api.Result["chapters"] = Array.Empty<object>();

        (await SummarizeAsync()).Text.Should().Be("No speech was recognised in this recording.");
    }

    [Fact]
    public async Task Summarize_NotCompleted_ThrowsWhatTheApiSays()
    {
        var id = _bench.Api.AddJob();

        await FluentActions.Awaiting(() => _bench.Get<Summarizer>().SummarizeAsync(new JobReference(id, null), new SummaryWish(SummaryStyle.Bullets, 0), Workbench.Token))
            .Should().ThrowAsync<TranscribeConflictException>();
    }

    private Task<Summary> SummarizeAsync(SummaryStyle style = SummaryStyle.Bullets, int maxLength = 0)
    {
        var id = _bench.Api.AddJob();
        _bench.Api.End(id);
        return _bench.Get<Summarizer>().SummarizeAsync(new JobReference(id, null), new SummaryWish(style, maxLength), Workbench.Token);
    }
}
