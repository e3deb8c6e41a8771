using Transcribe.Engine.Authoring;
using Transcribe.Engine.Runtime;
using Transcribe.Engine.Storage;

namespace Transcribe.Engine.Tests.Runtime;

/// <summary>What is deleted when its time is over.</summary>
public sealed class RetentionTests : EngineTest
{
    private static readonly RetentionOptions Kept = new()
    {
        Finished = TimeSpan.FromDays(1), Cancelled = TimeSpan.FromDays(2), Faulted = null, Interval = TimeSpan.FromMinutes(10),
    };

    [Fact]
    public async Task Retention_ByAgeAndEnd_DeletesWhatIsOverWithItsJournal()
    {
        var engine = await StartEngineAsync(configure: options => options.Retention = Kept);
        await engine.PublishAsync("good", Documents.Note("x"));
        await engine.PublishAsync("bad", """{ "type": "Elsa.Fault" }""");
        await engine.PublishAsync("waiting", Documents.Await("key"));
        await engine.StartAsync("good", "finished");
        await engine.StartAsync("bad", "faulted");
        await engine.StartAsync("waiting", "cancelled");
        await engine.Runtime.CancelAsync("cancelled", Token);
        await engine.StartAsync("waiting", "waits");

        await AdvanceAsync(TimeSpan.FromDays(1), async () => await engine.SubStatusOfAsync("finished") is null, "the finished run is deleted");
        (await engine.SubStatusOfAsync("cancelled")).Should().Be(WorkflowSubStatus.Cancelled);
        (await engine.Get<IJournalStore>().ListAsync("finished", new JournalFilter(), Token)).Items.Should().BeEmpty();

        await AdvanceAsync(TimeSpan.FromDays(1), async () => await engine.SubStatusOfAsync("cancelled") is null, "the cancelled run is deleted");
        (await engine.SubStatusOfAsync("faulted")).Should().Be(WorkflowSubStatus.Faulted);
        (await engine.SubStatusOfAsync("waits")).Should().Be(WorkflowSubStatus.Suspended);
    }

    [Fact]
    public async Task Retention_MoreThanOneBatch_DeletesAll()
    {
        var engine = await StartEngineAsync(configure: options => options.Retention = Kept);
        await engine.PublishAsync("good", Documents.Note("x"));
        await engine.PublishAsync("bad", """{ "type": "Elsa.Fault" }""");
        await Parallel.ForAsync(
            0, 450, new ParallelOptions { MaxDegreeOfParallelism = 64, CancellationToken = Token }, async (i, _) => await engine.StartAsync(i % 3 == 0 ? "bad" : "good"));

        await AdvanceAsync(TimeSpan.FromDays(1), async () => (await engine.Get<IInstanceStore>().ListAsync(new InstanceFilter(), Token)).TotalCount == 150, "only the faulted are left");
    }

    private Task AdvanceAsync(TimeSpan time, Func<Task<bool>> condition, string what)
    {
        Clock.Advance(time);
        return Eventually.HoldsAsync(
            async () =>
            {
                Clock.Advance(TimeSpan.FromMinutes(1));
                return await condition();
            },
            what);
    }
}
