namespace Transcribe.Sandbox.Analysis;

/// <summary>Cuts sentences into topics where the words before and after have least in common (the idea of TextTiling).</summary>
internal static class TopicFinder
{
    private const int Window = 3;
    private const double CueBonus = 0.6;

    /// <summary>At most <paramref name="most"/> runs of sentences, each of at least <paramref name="least"/>.</summary>
    public static IReadOnlyList<IReadOnlyList<Sentence>> Split(IReadOnlyList<Sentence> sentences, int most, int least)
    {
        var candidates = Enumerable.Range(least, Math.Max(0, sentences.Count - (2 * least) + 1))
            .OrderByDescending(place => Gap(sentences, place))
            .ThenBy(place => place);

        var cuts = new SortedSet<int>();
        foreach (var place in candidates)
        {
            if (cuts.Count >= most - 1)
                break;
            if (cuts.All(cut => Math.Abs(cut - place) >= least))
                cuts.Add(place);
        }

        return Runs(sentences, [.. cuts, sentences.Count]);
    }

    private static List<IReadOnlyList<Sentence>> Runs(IReadOnlyList<Sentence> sentences, IEnumerable<int> ends)
    {
        var runs = new List<IReadOnlyList<Sentence>>();
        var start = 0;
        foreach (var end in ends.Where(end => end > 0))
        {
            runs.Add([.. sentences.Skip(start).Take(end - start)]);
            start = end;
        }

        return runs;
    }

    private static double Gap(IReadOnlyList<Sentence> sentences, int place)
    {
        var before = sentences.Skip(Math.Max(0, place - Window)).Take(Math.Min(Window, place)).SelectMany(sentence => sentence.Terms);
        var after = sentences.Skip(place).Take(Window).SelectMany(sentence => sentence.Terms);

        // An answer belongs to its question.
        var splitsQuestion = sentences[place - 1].IsQuestion ? CueBonus : 0;
        return (Cues.OpensTopic(sentences[place].Text) ? CueBonus : 0) - Similarity(before, after) - splitsQuestion;
    }

    private static double Similarity(IEnumerable<string> left, IEnumerable<string> right)
    {
        var a = left.CountBy(term => term).ToDictionary();
        var b = right.CountBy(term => term).ToDictionary();
        var shared = a.Sum(pair => pair.Value * b.GetValueOrDefault(pair.Key));
        return shared == 0 ? 0 : shared / Math.Sqrt(a.Values.Sum(count => count * count) * (double)b.Values.Sum(count => count * count));
    }
}
