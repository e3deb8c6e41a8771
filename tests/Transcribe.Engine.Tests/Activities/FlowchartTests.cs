using Transcribe.Engine.Activities;
using Transcribe.Engine.Authoring;
using Transcribe.Engine.Tests.Support;

namespace Transcribe.Engine.Tests.Activities;

/// <summary>The truth table that was measured on upstream in its counter-based mode.</summary>
public sealed class FlowchartTests
{
    private readonly TestRun _run = new();

    [Theory]
    [Trait("Scenario", "31 Join after fork")]
    [InlineData(FlowJoinMode.WaitAny)]
    [InlineData(FlowJoinMode.WaitAll)]
    [InlineData(FlowJoinMode.WaitAllActive)]
    public async Task Flowchart_ForkAndJoin_RunsTheJoinOnce(FlowJoinMode mode)
    {
        await _run.StartAsync(Flow.Of("S->A; S->B; A->J; B->J; J->E", Join(mode)));

        Expect(WorkflowSubStatus.Finished, "S", "A", "B", "E");
    }

    [Theory]
    [Trait("Scenario", "32 Fork, decision and join")]
    [InlineData(FlowJoinMode.WaitAny, "A E")]
    [InlineData(FlowJoinMode.WaitAllActive, "A E")]
    [InlineData(FlowJoinMode.WaitAll, "A")]
    public async Task Flowchart_DecisionBeforeJoin_TreatsTheOtherBranchAsDead(FlowJoinMode mode, string lines)
    {
        await _run.StartAsync(Flow.Of("D:True->A; D:False->B; A->J; B->J; J->E", Decision("D", true), Join(mode)));

        Expect(WorkflowSubStatus.Finished, lines.Split(' '));
    }

    [Fact]
    [Trait("Scenario", "13 FlowDecision")]
    public async Task Flowchart_DecisionThenImplicitJoin_RunsTheMergeOnce()
    {
        await _run.StartAsync(Flow.Of("D:True->A; D:False->B; A->E; B->E", Decision("D", true)));

        Expect(WorkflowSubStatus.Finished, "A", "E");
    }

    [Theory]
    [Trait("Scenario", "30 Flowchart modes")]
    [InlineData(FlowJoinMode.WaitAny, "S B E")]
    [InlineData(FlowJoinMode.WaitAllActive, "S B E")]
    [InlineData(FlowJoinMode.WaitAll, "S B")]
    public async Task Flowchart_DeadBranchIntoJoin_IsEliminated(FlowJoinMode mode, string lines)
    {
        await _run.StartAsync(Flow.Of("S->D; D:True->A; A->J; S->B; B->J; J->E", Decision("D", false), Join(mode)));

        Expect(WorkflowSubStatus.Finished, lines.Split(' '));
    }

    [Fact]
    [Trait("Scenario", "36 Explicit joins")]
    public async Task Flowchart_WaitAnyWithBlockedBranch_GoesOnAndRemovesTheBookmark()
    {
        await _run.StartAsync(Flow.Of("S->K; K->J; S->B; B->J; J->E", new Blocking { Id = "K" }, Join(FlowJoinMode.WaitAny)));

        Expect(WorkflowSubStatus.Finished, "S", "B", "E");
        _run.State.Bookmarks.Should().BeEmpty();
    }

    [Theory]
    [InlineData(FlowJoinMode.WaitAll)]
    [InlineData(FlowJoinMode.WaitAllActive)]
    public async Task Flowchart_WaitAllWithBlockedBranch_WaitsForIt(FlowJoinMode mode)
    {
        await _run.StartAsync(Flow.Of("S->K; K->J; S->B; B->J; J->E", new Blocking { Id = "K" }, Join(mode)));
        Expect(WorkflowSubStatus.Suspended, "S", "B");

        await _run.ResumeAsync("K");
        Expect(WorkflowSubStatus.Finished, "S", "B", "E");
    }

    [Fact]
    public async Task Flowchart_ImplicitJoinWithBlockedBranch_WaitsForIt()
    {
        await _run.StartAsync(Flow.Of("S->K; K->E; S->B; B->E", new Blocking { Id = "K" }));
        Expect(WorkflowSubStatus.Suspended, "S", "B");

        await _run.ResumeAsync("K");
        Expect(WorkflowSubStatus.Finished, "S", "B", "E");
    }

    [Fact]
    [Trait("Scenario", "34 Implicit loop")]
    public async Task Flowchart_LoopBackToTheStart_TurnsAsOftenAsTheDecisionSays()
    {
        var counter = new Variable<int>("n", 0);
        var count = new SetVariable { Id = "a", Variable = counter, Value = new(new Expression("JavaScript", "getVariable('n') + 1")) };
        var decision = new FlowDecision { Id = "d", Condition = new(new Expression("JavaScript", "getVariable('n') < 3")) };
        var line = new WriteLine { Id = "w", Text = new(new Expression("JavaScript", "'n' + getVariable('n')")) };
        var flow = Flow.Of("a->w; w->d; d:True->a; d:False->Z", count, decision, line);
        flow.Variables.Add(counter);

        await _run.StartAsync(flow);

        Expect(WorkflowSubStatus.Finished, "n1", "n2", "n3", "Z");
    }

    [Fact]
    [Trait("Scenario", "28 Invalid backward connection")]
    public async Task Flowchart_BackwardEdgeIntoOneBranch_FaultsWithTheReason()
    {
        await _run.StartAsync(Flow.Of("S->a; a->d; S->b; b->d; d:True->a", Decision("d", true)));

        _run.State.SubStatus.Should().Be(WorkflowSubStatus.Faulted);
        _run.State.Incidents.Should().ContainSingle().Which.Message.Should().StartWith("Invalid backward connection: Every path from the source ('d') must go through the target ('a')");
    }

    [Fact]
    public async Task Flowchart_UnreachableActivity_NeverRunsAndDoesNotBlock()
    {
        await _run.StartAsync(Flow.Of("A->B", new WriteLine("X") { Id = "X" }));

        Expect(WorkflowSubStatus.Finished, "A", "B");
    }

    [Fact]
    [Trait("Scenario", "13 FlowDecision")]
    public async Task Flowchart_OutcomeWithoutConnection_Finishes()
    {
        await _run.StartAsync(Flow.Of("D:True->A", Decision("D", false)));

        Expect(WorkflowSubStatus.Finished);
    }

    [Fact]
    [Trait("Scenario", "14 End")]
    public async Task Flowchart_End_CompletesTheChartButQueuedSiblingsWereThereFirst()
    {
        await _run.StartAsync(Flow.Of("S->A; A->X; S->B; B->C", new End { Id = "X" }));

        _run.State.SubStatus.Should().Be(WorkflowSubStatus.Finished);
        _run.Lines.Should().StartWith(["S", "A", "B"]);
    }

    [Fact]
    public async Task Flowchart_FaultInOneBranch_RunsWhatWasQueuedAndEndsFaulted()
    {
        await _run.StartAsync(Flow.Of("A->X; A->C; C->D", new Fault { Id = "X" }));

        Expect(WorkflowSubStatus.Faulted, "A", "C", "D");
    }

    [Fact]
    public async Task Flowchart_NestedChartCancelledByAJoin_DoesNotFaultTheOuterOne()
    {
        var inner = new Flowchart { Id = "K", Activities = [new Blocking { Id = "wait" }] };

        await _run.StartAsync(Flow.Of("S->K; K->J; S->B; B->J; J->E", inner, Join(FlowJoinMode.WaitAny)));

        Expect(WorkflowSubStatus.Finished, "S", "B", "E");
        _run.State.Bookmarks.Should().BeEmpty();
    }

    [Fact]
    public async Task Flowchart_ManyDiamonds_CompilesWithoutExploding()
    {
        var edges = Enumerable.Range(0, 60).SelectMany(i => new[] { $"n{i}->l{i}", $"n{i}->r{i}", $"l{i}->n{i + 1}", $"r{i}->n{i + 1}" });

        await _run.StartAsync(Flow.Of(string.Join(';', edges)));

        _run.State.SubStatus.Should().Be(WorkflowSubStatus.Finished);
        _run.Lines.Should().HaveCount(181);
    }

    private static FlowJoin Join(FlowJoinMode mode) => new() { Id = "J", Mode = new(mode) };

    private static FlowDecision Decision(string id, bool value) => new() { Id = id, Condition = new(value) };

    private void Expect(WorkflowSubStatus subStatus, params string[] lines)
    {
        _run.State.Incidents.Where(_ => subStatus != WorkflowSubStatus.Faulted).Should().BeEmpty();
        _run.Lines.Should().Equal(lines);
        _run.State.SubStatus.Should().Be(subStatus);
    }
}
