using Transcribe.Engine.Runtime;
using Transcribe.Engine.Storage;
using static Transcribe.Engine.Tests.Runtime.Documents;

namespace Transcribe.Engine.Tests.Runtime;

/// <summary>What has a key starts once.</summary>
public sealed class StartOnceTests : EngineTest
{
    private static readonly TimeSpan Window = TimeSpan.FromHours(1);

    [Fact]
    public async Task StartAsync_SameKeyAgain_NamesTheRunThatItStarted()
    {
        var engine = await StartEngineAsync(background: false);
        await engine.PublishAsync("job", Note("ran"));
        var first = await engine.Runtime.StartAsync(Once("delivery-1"), Token);

        var again = () => engine.Runtime.StartAsync(Once("delivery-1"), Token);

        (await again.Should().ThrowAsync<StartedAlreadyException>()).Which.WorkflowInstanceId.Should().Be(first.WorkflowInstanceId);
        (await engine.Runtime.StartAsync(Once("delivery-2"), Token)).WorkflowInstanceId.Should().NotBe(first.WorkflowInstanceId);
        Probe.Notes.Should().HaveCount(2);
    }

    [Fact]
    public async Task StartAsync_SameKeyManyTimesAtOnce_RunsOnce()
    {
        var engine = await StartEngineAsync(background: false);
        await engine.PublishAsync("job", Note("ran"));

        var starts = await Task.WhenAll(Enumerable.Range(0, 16).Select(async number =>
        {
            try
            {
                return number % 2 == 0 ? (await engine.Runtime.StartAsync(Once("delivery"), Token)).WorkflowInstanceId : await engine.Runtime.DispatchAsync(Once("delivery"), Token);
            }
            catch (StartedAlreadyException)
            {
                return null;
            }
        }));

        starts.OfType<string>().Should().ContainSingle();
        (await engine.Get<IInstanceStore>().ListAsync(new InstanceFilter(), Token)).TotalCount.Should().Be(1);
    }

    [Fact]
    public async Task StartAsync_SameKeyAfterACrash_IsStillKnown()
    {
        var crashed = await StartEngineAsync(background: false);
        await crashed.PublishAsync("job", Note("ran"));
        var first = await crashed.Runtime.DispatchAsync(Once("delivery"), Token);
        crashed.Abandon();
        var engine = await StartEngineAsync(background: false);

        var again = () => engine.Runtime.StartAsync(Once("delivery"), Token);

        (await again.Should().ThrowAsync<StartedAlreadyException>()).Which.WorkflowInstanceId.Should().Be(first);
    }

    [Fact]
    public async Task StartAsync_SameKeyAfterItsWindow_StartsAnotherRun()
    {
        var engine = await StartEngineAsync(background: false);
        await engine.PublishAsync("job", Note("ran"));
        var first = await engine.Runtime.StartAsync(Once("order"), Token);
        Clock.Advance(Window);

        var second = await engine.Runtime.StartAsync(Once("order"), Token);

        second.WorkflowInstanceId.Should().NotBe(first.WorkflowInstanceId);
        Probe.Notes.Should().HaveCount(2);
    }

    [Fact]
    public async Task StartAsync_SameKeyWhenNothingOfItWasSaved_HasTheSameId()
    {
        var one = await StartEngineAsync(background: false);
        await one.PublishAsync("job", Note("ran"));
        var first = await one.Runtime.StartAsync(Once("delivery"), Token);
        await one.Runtime.DeleteAsync(first.WorkflowInstanceId, Token);
        Clock.Advance(Window);

        // What its activities called outside knows the id, and with it that this is the same.
        (await one.Runtime.StartAsync(Once("delivery"), Token)).WorkflowInstanceId.Should().Be(first.WorkflowInstanceId);
    }

    private static StartWorkflowRequest Once(string key) => new() { DefinitionId = "job", Once = new StartOnce(key, Window) };
}
