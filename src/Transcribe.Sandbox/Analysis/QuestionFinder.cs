namespace Transcribe.Sandbox.Analysis;

/// <summary>Questions that were asked aloud with what was said next, and the ones every meeting is asked about afterwards.</summary>
internal static class QuestionFinder
{
    private const int AnswerSentences = 2;
    private const int MaxQuestions = 20;

    public static IReadOnlyList<QuestionAnswer> Find(IReadOnlyList<Sentence> sentences)
    {
        var asked = Enumerable.Range(0, sentences.Count).Where(index => sentences[index].IsQuestion).Select(index => Answered(sentences, index));
        QuestionAnswer[] standing =
        [
            About("What was decided?", sentences, Cues.IsDecision),
            About("What are the action items?", sentences, Cues.IsAction),
            About("Which dates were mentioned?", sentences, Cues.IsDate),
        ];
        return [.. standing.Concat(asked).Where(pair => pair.Citations.Count > 0).Take(MaxQuestions)];
    }

    private static QuestionAnswer Answered(IReadOnlyList<Sentence> sentences, int index)
    {
        var answer = sentences.Skip(index + 1).TakeWhile(sentence => !sentence.IsQuestion).Take(AnswerSentences);
        return new QuestionAnswer(sentences[index].Text, [.. answer.Select(Cite)]);
    }

    private static QuestionAnswer About(string question, IEnumerable<Sentence> sentences, Func<string, bool> isAnswer) =>
        new(question, [.. sentences.Where(sentence => !sentence.IsQuestion && isAnswer(sentence.Text)).Select(Cite)]);

    private static Citation Cite(Sentence sentence) => new(sentence.Text, sentence.Start);
}
