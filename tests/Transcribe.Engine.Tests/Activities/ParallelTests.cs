using Transcribe.Engine.Activities;
using Transcribe.Engine.Authoring;
using Transcribe.Engine.Tests.Support;
using Parallel = Transcribe.Engine.Activities.Parallel;
using static Transcribe.Engine.Tests.Support.Scripts;

namespace Transcribe.Engine.Tests.Activities;

public sealed class ParallelTests
{
    private readonly TestRun _run = new();

    [Fact]
    [Trait("Scenario", "10 Parallel")]
    public async Task Parallel_TwoSequences_TakeTurnsStepByStep()
    {
        await _run.StartAsync(Then(new Parallel { Activities = [Lines("a1", "a2"), Lines("b1", "b2")] }));

        Expect("a1", "b1", "a2", "b2", "end");
    }

    [Fact]
    [Trait("Scenario", "10 Parallel")]
    public async Task Parallel_Empty_Completes()
    {
        await _run.StartAsync(Then(new Parallel()));

        Expect("end");
    }

    [Fact]
    [Trait("Scenario", "10 Parallel")]
    public async Task Parallel_OneChildWaits_CompletesAfterItsResume()
    {
        await _run.StartAsync(Then(new Parallel { Activities = [new Blocking { Id = "wait" }, new Parallel { Activities = [new WriteLine("inner")] }] }));
        _run.State.SubStatus.Should().Be(WorkflowSubStatus.Suspended);
        _run.Lines.Should().Equal("inner");

        await _run.ResumeAsync("wait");

        Expect("inner", "end");
    }

    [Theory]
    [Trait("Scenario", "11 Fork")]
    [InlineData(ForkJoinMode.WaitAll)]
    [InlineData(ForkJoinMode.WaitAny)]
    public async Task Fork_WithoutBranches_Completes(ForkJoinMode mode)
    {
        await _run.StartAsync(Then(new Fork { JoinMode = mode }));

        Expect("end");
    }

    [Fact]
    [Trait("Scenario", "11 Fork")]
    public async Task Fork_WaitAll_CompletesAfterTheWaitingBranch()
    {
        await _run.StartAsync(Then(new Fork { Branches = [Lines("a1", "a2"), new Sequence { Activities = [new Blocking { Id = "wait" }, new WriteLine("b")] }] }));
        _run.Lines.Should().Equal("a1", "a2");

        await _run.ResumeAsync("wait");

        Expect("a1", "a2", "b", "end");
    }

    [Fact]
    [Trait("Scenario", "11 Fork")]
    public async Task Fork_WaitAny_CancelsTheBranchThatWaits()
    {
        var waiting = new Sequence { Activities = [new WriteLine("a1"), new Blocking()] };

        await _run.StartAsync(Then(new Fork { JoinMode = ForkJoinMode.WaitAny, Branches = [waiting, Lines("b1", "b2")] }));

        Expect("a1", "b1", "b2", "end");
        _run.State.Bookmarks.Should().BeEmpty();
    }

    [Fact]
    public async Task Fork_WaitAnyWithALaterLeaf_LeavesNoBookmarkBehind()
    {
        await _run.StartAsync(new Sequence { Activities = [new Fork { JoinMode = ForkJoinMode.WaitAny, Branches = [new WriteLine("a"), new Blocking()] }, new Blocking { Id = "next" }] });

        _run.State.Bookmarks.Should().ContainSingle().Which.ActivityId.Should().Be("next");
    }

    [Fact]
    public async Task Fork_BreakInABranch_EndsTheLoopAround()
    {
        var body = new Fork { Branches = [new Sequence { Activities = [new WriteLine("a"), new Break()] }, new Blocking()] };

        await _run.StartAsync(Then(While.True(body)));

        Expect("a", "end");
    }

    [Fact]
    public async Task Fork_FromJson_ReadsModeAndBranches()
    {
        await _run.StartJsonAsync("""
            { "definitionId": "d", "root": { "type": "Elsa.Fork", "joinMode": "WaitAny",
              "branches": [ { "type": "Elsa.WriteLine", "text": "one" }, { "type": "Elsa.Event", "eventName": "never" } ] } }
            """);

        Expect("one");
    }

    [Fact]
    [Trait("Scenario", "9 ParallelForEach")]
    public async Task ParallelForEach_Items_RunSideBySideWithTheirOwnVariables()
    {
        var body = new Sequence { Activities = [Line("getCurrentIndex() + getCurrentValue()"), Line("variables.CurrentValue")] };

        await _run.StartAsync(Then(new ParallelForEach { Items = Json<object>("""["a","b"]"""), Body = body }));

        Expect("0a", "1b", "a", "b", "end");
    }

    [Fact]
    [Trait("Scenario", "9 ParallelForEach")]
    public async Task ParallelForEach_InALoopWithAContainerAsBody_KeepsEachItem()
    {
        var inner = new ParallelForEach { Items = JavaScript<object>("[getCurrentValue() + '1', getCurrentValue() + '2']"), Body = new Sequence { Activities = [Line("getCurrentValue()")] } };
        var outer = new ParallelForEach { Items = Json<object>("""["a","b"]"""), Body = new Sequence { Activities = [inner, Line("getCurrentValue()")] } };

        await _run.StartAsync(outer);

        _run.Lines.Should().BeEquivalentTo("a1", "a2", "b1", "b2", "a", "b");
        _run.State.SubStatus.Should().Be(WorkflowSubStatus.Finished);
    }

    [Fact]
    public async Task ParallelForEach_BodiesWait_EachGoesOnWithItsItem()
    {
        var body = new Sequence { Activities = [new Blocking { Id = "wait" }, Line("getCurrentValue()")] };
        await _run.StartAsync(Then(new ParallelForEach { Items = Json<object>("[1,2]"), Body = body }));
        _run.State.Bookmarks.Should().HaveCount(2);

        await _run.ResumeAsync("wait");
        await _run.ResumeAsync("wait");

        Expect("1", "2", "end");
    }

    [Theory]
    [Trait("Scenario", "9 ParallelForEach")]
    [InlineData("null")]
    [InlineData("[]")]
    public async Task ParallelForEach_Nothing_Completes(string items)
    {
        await _run.StartAsync(Then(new ParallelForEach { Items = JavaScript<object>(items), Body = new WriteLine("never") }));

        Expect("end");
    }

    [Fact]
    public async Task ParallelForEach_JsonTextInAVariable_RunsForItsItems()
    {
        var list = new Variable<string>("List", "[1, 2]");

        await _run.StartAsync(new Sequence { Variables = [list], Activities = [new ParallelForEach { Items = new(list), Body = Line("getCurrentValue()") }] });

        Expect("1", "2");
    }

    [Theory]
    [InlineData("5")]
    [InlineData("'text'")]
    [InlineData("({ a: 1 })")]
    public async Task ParallelForEach_NoList_FaultsAndSaysSo(string items)
    {
        await _run.StartAsync(new ParallelForEach { Items = JavaScript<object>(items), Body = new WriteLine("never") });

        _run.State.Incidents.Should().ContainSingle().Which.Message.Should().StartWith("The items are not a list");
    }

    [Fact]
    [Trait("Scenario", "9 ParallelForEach")]
    public async Task ParallelForEach_OneItemFaults_TheOthersStillRun()
    {
        var body = new If { Condition = JavaScript<bool>("getCurrentValue() == 2"), Then = new Fault(), Else = Line("getCurrentValue()") };

        await _run.StartAsync(new ParallelForEach { Items = Json<object>("[1,2,3]"), Body = body });

        _run.Lines.Should().Equal("1", "3");
        _run.State.SubStatus.Should().Be(WorkflowSubStatus.Faulted);
    }

    private static Sequence Then(IActivity activity) => new() { Activities = [activity, new WriteLine("end")] };

    private static Sequence Lines(params string[] lines) => new() { Activities = [.. lines.Select(line => new WriteLine(line))] };

    private static WriteLine Line(string script) => new() { Text = JavaScript<string?>(script) };

    private void Expect(params string[] lines)
    {
        _run.State.Incidents.Should().BeEmpty();
        _run.Lines.Should().Equal(lines);
        _run.State.SubStatus.Should().Be(WorkflowSubStatus.Finished);
    }
}
