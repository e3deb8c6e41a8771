using Transcribe.Engine.Authoring;
using Transcribe.Engine.Execution;
using Transcribe.Engine.Storage;
using static Transcribe.Engine.Tests.Runtime.Documents;

namespace Transcribe.Engine.Tests.Runtime;

/// <summary>
/// Stimuli before, during, after and twice around their bookmarks, in orders that a seed decides: as many arrive as there are waits for,
/// each once, and the rest is kept.
/// </summary>
public sealed class StimulusInterleavingTests : EngineTest
{
    private const int SeedsPerCase = 15;

    [Theory]
    [InlineData(1, false)]
    [InlineData(2, false)]
    [InlineData(3, false)]
    [InlineData(4, true)]
    [InlineData(5, true)]
    public async Task SendAsync_InAnyOrderAroundTheWaits_EachArrivesOnceOrIsKept(int block, bool restarts)
    {
        var engine = await StartEngineAsync();
        for (var i = 0; i < SeedsPerCase; i++)
            engine = await TryAsync(engine, (block * 1000) + i, restarts);
    }

    private async Task<EngineHost> TryAsync(EngineHost engine, int seed, bool restarts)
    {
        var random = new Random(seed);
        var (key, waits, sends) = ($"key{seed}", random.Next(1, 5), random.Next(0, 7));
        await engine.PublishAsync(key, [.. Enumerable.Range(0, waits).Select(_ => Await(key))]);

        // The number -1 stands for the start.
        var order = Enumerable.Range(-1, sends + 1).ToArray();
        random.Shuffle(order);
        var running = new List<Task>();
        foreach (var number in order)
        {
            var current = engine;
            var step = Task.Run(() => number < 0 ? (Task)current.StartAsync(key, key) : SendAsync(current, key, number), Token);
            running.Add(step);
            if (random.Next(2) == 0)
                await step;

            if (restarts && random.Next(4) == 0)
            {
                await Task.WhenAll(running);
                await engine.StopAsync();
                engine = await StartEngineAsync();
            }
        }

        await Task.WhenAll(running);
        await engine.BecomesAsync(key, sends >= waits ? WorkflowSubStatus.Finished : WorkflowSubStatus.Suspended);
        var arrived = Math.Min(waits, sends);
        await Eventually.HoldsAsync(() => Arrivals(key).Count >= arrived, $"seed {seed}: {arrived} of {sends} arrive at {waits} waits");
        await Eventually.HoldsAsync(async () => await KeptAsync(engine, key) == sends - arrived, $"seed {seed}: {sends - arrived} are kept");
        Arrivals(key).Should().HaveCount(arrived, "seed {0}", seed).And.OnlyHaveUniqueItems("seed {0}", seed);
        return engine;
    }

    private List<string> Arrivals(string key) => [.. Probe.Notes.Where(note => note.StartsWith(key + ":", StringComparison.Ordinal))];

    private static Task<int> KeptAsync(EngineHost engine, string key) => engine.Get<CommitQueue>().WriteAsync(
        session => session.Query(Kept, static reader => reader.GetInt32(0), StimulusHasher.Hash("Test.Await", key))[0], Token);

    private static readonly Statement Kept = new("""SELECT COUNT(*) FROM "Stimuli" WHERE "Hash" = @p0""");
}
