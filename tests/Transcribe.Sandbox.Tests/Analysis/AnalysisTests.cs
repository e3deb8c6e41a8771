using Transcribe.Sandbox.Analysis;
using Transcribe.Sandbox.Recognition;

namespace Transcribe.Sandbox.Tests.Analysis;

public sealed class AnalysisTests
{
    [Theory]
    [InlineData("Okay, so we decided to move.", "We decided to move")]
    [InlineData("Good morning everyone. Budget first.", "Budget first")]
    [InlineData("Well", "Well")]
    public void Headline_DropsHowASentenceOpens(string sentence, string headline) => Headline.From(sentence).Should().Be(headline);

    [Fact]
    public void Headline_LongSentence_IsCutAtAWord()
    {
        var headline = Headline.From(string.Join(' ', Enumerable.Repeat("elephant", 20)));

        headline.Should().EndWith("elephant…").And.HaveLength(63);
        Headline.From(new string('x', 100)).Should().HaveLength(65);
    }

    [Theory]
    [InlineData("We decided to wait.", true)]
    [InlineData("They agreed on it.", true)]
    [InlineData("The decimal point is here.", false)]
    public void Cues_KnowADecision(string text, bool expected) => Cues.IsDecision(text).Should().Be(expected);

    [Theory]
    [InlineData("I will send it.", true)]
    [InlineData("It must be ready before Friday.", true)]
    [InlineData("The will of the people.", false)]
    public void Cues_KnowAnAction(string text, bool expected) => Cues.IsAction(text).Should().Be(expected);

    [Fact]
    public void Sentences_ShareTheSegmentsTime()
    {
        var sentences = Sentence.From(Spoken(new Segment(10, 20, "SPEAKER_00", "Aaaa. Bbbb?")));

        sentences.Select(sentence => (sentence.Text, sentence.Start, sentence.End, sentence.IsQuestion))
            .Should().Equal(("Aaaa.", 10, 15, false), ("Bbbb?", 15, 20, true));
    }

    [Fact]
    public void Analyse_TwoTopics_AreTwoChapters()
    {
        string[] lines =
        [
            "The garden needs roses.", "Roses grow in the garden soil.", "Garden soil feeds roses.", "Plant the roses in the garden.", "Roses love garden rain.",
            "The engine burns fuel.", "Fuel pressure moves the engine.", "An engine without fuel stops.", "Check the engine fuel pump.", "The fuel pump feeds the engine.",
        ];

        var chapters = Analyst.Analyse(Spoken([.. lines.Select((line, index) => new Segment(index * 5, (index * 5) + 5, null, line))])).Chapters;

        chapters.Select(chapter => (chapter.Start, chapter.End)).Should().Equal((0, 25), (25, 50));
    }

    [Fact]
    public void Analyse_SameTranscriptTwice_IsTheSame()
    {
        var transcript = Spoken([.. Enumerable.Range(0, 200).Select(index => new Segment(index, index + 1, null, $"Word{index % 7} meets word{index % 5} and word{index % 3}."))]);

        Analyst.Analyse(transcript).Should().BeEquivalentTo(Analyst.Analyse(transcript));
        Analyst.Analyse(transcript).Chapters.Should().HaveCountLessThanOrEqualTo(24).And.HaveCountGreaterThan(10);
    }

    [Fact]
    public void Analyse_OneSentence_IsOneOfEach()
    {
        var analysis = Analyst.Analyse(Spoken(new Segment(0, 1, null, "hello there")));

        analysis.Chapters.Should().ContainSingle().Which.Text.Should().Be("hello there");
        analysis.Sections.Should().ContainSingle();
        analysis.Acts.Should().ContainSingle();
        analysis.Summary.Should().Be("hello there");
    }

    private static Transcript Spoken(params Segment[] segments) => new("test", "en", segments);
}
