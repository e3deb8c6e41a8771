using Transcribe.Sandbox.Recognition;

namespace Transcribe.Sandbox.Analysis;

/// <summary>
/// Chapters, sections, summaries and questions by plain extractive means: every word of them was said in the recording.
/// The real service uses language models; the result says which it is (<see cref="Method"/>).
/// </summary>
internal static class Analyst
{
    public const string Method = "extractive";
    public const string Note = "Computed by the sandbox from the transcript's own sentences; no language model wrote any of it.";

    private const int SentencesPerChapter = 5;
    private const int MaxChapters = 24;
    private const int SentencesPerSection = 3;
    private const int MaxActs = 3;

    public static AnalysisResult Analyse(Transcript transcript)
    {
        var sentences = Sentence.From(transcript);
        if (sentences.Count == 0)
            return new AnalysisResult(string.Empty, [], [], [], []);

        var salience = new Salience(sentences);
        var chapters = TopicFinder.Split(sentences, Math.Clamp(sentences.Count / SentencesPerChapter, 1, MaxChapters), least: 2);
        var sections = chapters.SelectMany(chapter => TopicFinder.Split(chapter, Math.Max(1, chapter.Count / SentencesPerSection), least: 2));
        var acts = Group(chapters, Math.Min(MaxActs, chapters.Count));

        return new AnalysisResult(
            Summarise(sentences, salience, Math.Clamp(sentences.Count / 4, 1, 8)),
            [.. acts.Select(act => ToPart(act, salience, 2))],
            [.. chapters.Select(chapter => ToPart(chapter, salience, 2))],
            [.. sections.Select(section => ToPart(section, salience, 1))],
            QuestionFinder.Find(sentences));
    }

    private static Part ToPart(IReadOnlyList<Sentence> sentences, Salience salience, int summaryLength)
    {
        var best = sentences.MaxBy(salience.Of)!;
        return new Part(
            Headline.From(best.Text),
            Summarise(sentences, salience, summaryLength),
            string.Join(' ', sentences.Select(sentence => sentence.Text)),
            sentences[0].Start,
            sentences[^1].End);
    }

    /// <summary>The sentences that say most, in the order they were said; decisions are always among them.</summary>
    private static string Summarise(IReadOnlyList<Sentence> sentences, Salience salience, int length)
    {
        var best = sentences.OrderByDescending(salience.Of).Take(length);
        var decisions = sentences.Where(sentence => Cues.IsDecision(sentence.Text) && !sentence.IsQuestion);
        return string.Join(' ', best.Union(decisions).OrderBy(sentence => sentence.Start).Select(sentence => sentence.Text));
    }

    private static IEnumerable<IReadOnlyList<Sentence>> Group(IReadOnlyList<IReadOnlyList<Sentence>> chapters, int count) =>
        chapters
            .Select((chapter, index) => (chapter, group: index * count / chapters.Count))
            .GroupBy(item => item.group, item => item.chapter)
            .Select(group => (IReadOnlyList<Sentence>)[.. group.SelectMany(chapter => chapter)]);
}
