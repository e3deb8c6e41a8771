namespace Transcribe.Sandbox.Analysis;

/// <summary>How much a sentence says about the whole: words that come often, and wordings that mark what matters.</summary>
internal sealed class Salience
{
    private const double DecisionBonus = 1.5;
    private const double ActionBonus = 0.8;
    private const double DateBonus = 0.5;

    /// <summary>Keeps short sentences from winning by a single common word.</summary>
    private const double LengthOffset = 4;

    private readonly Dictionary<string, int> counts;

    public Salience(IEnumerable<Sentence> sentences) =>
        counts = sentences.SelectMany(sentence => sentence.Terms).CountBy(term => term).ToDictionary();

    public double Of(Sentence sentence)
    {
        var weight = sentence.Terms.Distinct().Sum(term => Math.Log(1 + counts.GetValueOrDefault(term)));
        var score = weight / (LengthOffset + sentence.Terms.Count);
        return score
            + (Cues.IsDecision(sentence.Text) ? DecisionBonus : 0)
            + (Cues.IsAction(sentence.Text) ? ActionBonus : 0)
            + (Cues.IsDate(sentence.Text) ? DateBonus : 0);
    }
}
