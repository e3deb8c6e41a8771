using Transcribe.Sandbox.Recognition;

namespace Transcribe.Sandbox.Analysis;

/// <summary>Finds the sentences that speak of what a question asks, by the rare words that both share.</summary>
internal static class AnswerFinder
{
    private const int MaxSentences = 3;

    /// <summary>A sentence must reach this share of the best one's score to stand beside it.</summary>
    private const double Kinship = 0.6;

    /// <summary>The sentences, best first in the recording's order; empty when none speaks of it.</summary>
    public static IReadOnlyList<Citation> Find(Transcript transcript, string question, int candidates)
    {
        var sentences = Sentence.From(transcript).Where(sentence => !sentence.IsQuestion).ToList();
        var wanted = Terms.Of(question).Distinct().ToList();
        var containing = wanted.ToDictionary(term => term, term => sentences.Count(sentence => sentence.Terms.Contains(term)));

        var ranked = sentences
            .Select(sentence => (sentence, score: Score(sentence, wanted, containing, sentences.Count) + CueScore(question, sentence.Text)))
            .Where(pair => pair.score > 0)
            .OrderByDescending(pair => pair.score)
            .Take(candidates)
            .ToList();

        return
        [
            .. ranked.Where(pair => pair.score >= ranked[0].score * Kinship)
                .Take(MaxSentences)
                .OrderBy(pair => pair.sentence.Start)
                .Select(pair => new Citation(pair.sentence.Text, pair.sentence.Start)),
        ];
    }

    private static double Score(Sentence sentence, List<string> wanted, Dictionary<string, int> containing, int total) =>
        wanted.Where(term => sentence.Terms.Contains(term)).Sum(term => Math.Log(1 + ((double)total / containing[term])));

    private static double CueScore(string question, string sentence) =>
        (Cues.IsDecision(question) && Cues.IsDecision(sentence)) || (Cues.IsAction(question) && Cues.IsAction(sentence)) ? 2 : 0;
}
