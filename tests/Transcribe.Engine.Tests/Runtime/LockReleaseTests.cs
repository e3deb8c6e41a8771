using Transcribe.Engine.Authoring;
using Transcribe.Engine.Execution;
using Transcribe.Engine.Runtime;
using Transcribe.Engine.Storage;
using static Transcribe.Engine.Tests.Runtime.Documents;

namespace Transcribe.Engine.Tests.Runtime;

/// <summary>
/// The meaning of upstream's scenario of a lock that cannot be given back: however a burst ends, nobody finds its instance locked. Locks are
/// kept in memory here, so giving one back cannot fail by itself.
/// </summary>
[Trait("Scenario", "84 Lock release")]
public sealed class LockReleaseTests : EngineTest
{
    [Fact]
    public async Task Lock_OfABurstThatFaults_IsReleased()
    {
        var engine = await StartEngineAsync(background: false);
        await engine.PublishAsync("w", """{ "type": "Elsa.Fault", "message": "boom" }""");

        (await engine.StartAsync("w", "one")).SubStatus.Should().Be(WorkflowSubStatus.Faulted);

        await ExpectFreeAsync(engine);
    }

    [Fact]
    public async Task Lock_OfABurstThatIsCancelled_IsReleased()
    {
        var engine = await StartEngineAsync(background: false);
        await engine.PublishAsync("w", Hold("gate"));
        var start = engine.StartAsync("w", "one");
        await Probe.ReachedAsync("gate");

        (await engine.Runtime.CancelAsync("one", Token)).Should().BeTrue();

        (await start).SubStatus.Should().Be(WorkflowSubStatus.Interrupted);
        (await engine.SubStatusOfAsync("one")).Should().Be(WorkflowSubStatus.Cancelled);
        await ExpectFreeAsync(engine);
    }

    [Fact]
    public async Task Lock_OfABurstWhoseCommitFails_IsReleased()
    {
        var engine = await StartEngineAsync(background: false);
        await engine.PublishAsync("w", Hold("gate"));
        var start = engine.StartAsync("w", "one");
        await Probe.ReachedAsync("gate");
        await ExecuteAsync(engine, """CREATE TRIGGER "Refuse" BEFORE UPDATE ON "WorkflowInstances" BEGIN SELECT RAISE(ABORT, 'refused'); END""");

        Probe.Open("gate");

        await start.Awaiting(burst => burst).Should().ThrowAsync<CommitFailedException>();
        await ExpectFreeAsync(engine);
        await ExecuteAsync(engine, """DROP TRIGGER "Refuse" """);
        await engine.Get<BurstRunner>().RecoverAsync("one", Token);
        (await engine.SubStatusOfAsync("one")).Should().Be(WorkflowSubStatus.Finished, "the next one gets its turn");
    }

    private static Task<int> ExecuteAsync(EngineHost engine, string sql) => engine.Get<CommitQueue>().WriteAsync(session => session.Execute(new Statement(sql)), Token);

    private static async Task ExpectFreeAsync(EngineHost engine)
    {
        var locks = engine.Get<InstanceLocks>();
        await Eventually.HoldsAsync(() => !locks.IsHeld("one"), "the lock is released");
        (await locks.AcquireAsync("one", Token)).Dispose();
        locks.Count.Should().Be(0);
    }
}
