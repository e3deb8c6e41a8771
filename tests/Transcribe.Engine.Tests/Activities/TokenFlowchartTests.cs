using Microsoft.Extensions.DependencyInjection;
using Transcribe.Engine.Activities;
using Transcribe.Engine.Authoring;
using Transcribe.Engine.Tests.Support;

namespace Transcribe.Engine.Tests.Activities;

/// <summary>
/// The truth table that was measured on upstream in its token-based mode. The order of the lines is upstream's everywhere; where upstream
/// stays suspended for ever because a token cannot come, the run here is finished.
/// </summary>
public sealed class TokenFlowchartTests
{
    private const string Braided = "S->A; A->E; S->B; B->B2; B2->E; E->Z";
    private const string Blocked = "S->K; K->E; S->B; B->E; E->Z";

    private readonly TestRun _run = new(services => services.AddSingleton(new FlowchartOptions { DefaultExecutionMode = FlowchartExecutionMode.TokenBased }));

    [Theory]
    [Trait("Scenario", "31 Join after fork")]
    [InlineData(FlowJoinMode.WaitAny)]
    [InlineData(FlowJoinMode.WaitAll)]
    [InlineData(FlowJoinMode.WaitAllActive)]
    public async Task Flowchart_ForkAndJoin_RunsTheJoinOnce(FlowJoinMode mode)
    {
        await _run.StartAsync(Flow.Of("S->A; S->B; A->J; B->J; J->E", Join(mode)));

        Expect(WorkflowSubStatus.Finished, "S A B E");
    }

    [Theory]
    [Trait("Scenario", "32 Fork, decision and join")]
    [InlineData(FlowJoinMode.WaitAny, "A E")]
    [InlineData(FlowJoinMode.WaitAllActive, "A")]
    [InlineData(FlowJoinMode.WaitAll, "A")]
    public async Task Flowchart_DecisionBeforeJoin_EndsWhenNothingCanMove(FlowJoinMode mode, string lines)
    {
        await _run.StartAsync(Flow.Of("D:True->A; D:False->B; A->J; B->J; J->E", Decision("D", true), Join(mode)));

        Expect(WorkflowSubStatus.Finished, lines);
    }

    [Fact]
    [Trait("Scenario", "13 FlowDecision")]
    public async Task Flowchart_DecisionThenImplicitJoin_RunsTheMergeOnce()
    {
        await _run.StartAsync(Flow.Of("D:True->A; D:False->B; A->E; B->E", Decision("D", true)));

        Expect(WorkflowSubStatus.Finished, "A E");
    }

    [Theory]
    [InlineData(FlowJoinMode.WaitAny, "S B E")]
    [InlineData(FlowJoinMode.WaitAllActive, "S B")]
    [InlineData(FlowJoinMode.WaitAll, "S B")]
    public async Task Flowchart_DeadBranchIntoJoin_EndsWhenNothingCanMove(FlowJoinMode mode, string lines)
    {
        await _run.StartAsync(Flow.Of("S->D; D:True->A; A->J; S->B; B->J; J->E", Decision("D", false), Join(mode)));

        Expect(WorkflowSubStatus.Finished, lines);
    }

    [Fact]
    [Trait("Scenario", "36 Explicit joins")]
    public async Task Flowchart_WaitAnyWithBlockedBranch_GoesOnAndRemovesTheBookmark()
    {
        await _run.StartAsync(Flow.Of("S->K; K->J; S->B; B->J; J->E", new Blocking { Id = "K" }, Join(FlowJoinMode.WaitAny)));

        Expect(WorkflowSubStatus.Finished, "S B E");
        _run.State.Bookmarks.Should().BeEmpty();
    }

    [Theory]
    [InlineData(FlowJoinMode.WaitAll)]
    [InlineData(FlowJoinMode.WaitAllActive)]
    public async Task Flowchart_WaitAllWithBlockedBranch_WaitsForItOverASuspension(FlowJoinMode mode)
    {
        await _run.StartAsync(Flow.Of("S->K; K->J; S->B; B->J; J->E", new Blocking { Id = "K" }, Join(mode)));
        Expect(WorkflowSubStatus.Suspended, "S B");

        await _run.ResumeAsync("K");
        Expect(WorkflowSubStatus.Finished, "S B E");
    }

    [Fact]
    public async Task Flowchart_ImplicitJoinWithBlockedBranch_WaitsForIt()
    {
        await _run.StartAsync(Flow.Of("S->K; K->E; S->B; B->E", new Blocking { Id = "K" }));
        Expect(WorkflowSubStatus.Suspended, "S B");

        await _run.ResumeAsync("K");
        Expect(WorkflowSubStatus.Finished, "S B E");
    }

    [Fact]
    [Trait("Scenario", "34 Implicit loop")]
    public async Task Flowchart_Loop_TurnsAsOftenAsTheDecisionSays()
    {
        await StartCountingAsync("a->w; w->d; d:True->a; d:False->Z");

        Expect(WorkflowSubStatus.Finished, "n1 n2 n3 Z");
    }

    [Fact]
    public async Task Flowchart_LoopIntoOneBranch_Turns()
    {
        await StartCountingAsync("S->a; a->w; w->d; S->B; B->d; d:True->a; d:False->Z");

        Expect(WorkflowSubStatus.Finished, "S B n1 n2 n3 Z");
    }

    [Fact]
    public async Task Flowchart_PlainConnectionBesideOneFromDone_RunsTheTargetTwice()
    {
        var flow = Flow.Of("A->B");
        flow.Connections.Add(new Connection(new Endpoint("A"), new Endpoint("B")));

        await _run.StartAsync(flow);

        Expect(WorkflowSubStatus.Finished, "A B B");
    }

    [Theory]
    [Trait("Scenario", "30 Flowchart modes")]
    [InlineData(null, "S A B E B2 Z E Z")]
    [InlineData("stream", "S A B E B2 Z E Z")]
    [InlineData("Merge", "S A B B2 E Z")]
    [InlineData("Converge", "S A B B2 E Z")]
    [InlineData("Cascade", "S A B E B2 Z")]
    [InlineData("Race", "S A B E B2 Z")]
    public async Task Flowchart_BranchesOfUnequalLength_MergeAsTheTargetSays(string? mode, string lines)
    {
        await _run.StartAsync(Flow.Of(Braided, Target(mode)));

        Expect(WorkflowSubStatus.Finished, lines);
    }

    [Theory]
    [InlineData("Merge")]
    [InlineData("Converge")]
    public async Task Flowchart_DeadBranchIntoAMerge_EndsWhenNothingCanMove(string mode)
    {
        await _run.StartAsync(Flow.Of("S->D; D:True->A; A->E; S->B; B->E; E->Z", Decision("D", false), Target(mode)));

        Expect(WorkflowSubStatus.Finished, "S B");
    }

    [Fact]
    public async Task Flowchart_CascadeWithBlockedBranch_GoesOnAndSwallowsTheLateOne()
    {
        await _run.StartAsync(Flow.Of(Blocked, new Blocking { Id = "K" }, Target("Cascade")));
        Expect(WorkflowSubStatus.Suspended, "S B E Z");

        await _run.ResumeAsync("K");
        Expect(WorkflowSubStatus.Finished, "S B E Z");
    }

    [Fact]
    public async Task Flowchart_RaceWithBlockedBranch_CancelsIt()
    {
        await _run.StartAsync(Flow.Of(Blocked, new Blocking { Id = "K" }, Target("Race")));

        Expect(WorkflowSubStatus.Finished, "S B E Z");
        _run.State.Bookmarks.Should().BeEmpty();
    }

    [Fact]
    public async Task RunOptions_TokenBased_ChooseTheModeForOneRun()
    {
        var run = new TestRun();
        var options = new RunWorkflowOptions().WithTokenBasedFlowchart();

        var result = await run.Service<IWorkflowRunner>().RunAsync(Flow.Of(Braided), options, TestContext.Current.CancellationToken);

        result.WorkflowState.SubStatus.Should().Be(WorkflowSubStatus.Finished);
        string.Join(' ', run.Lines).Should().Be("S A B E B2 Z E Z");
    }

    private static FlowJoin Join(FlowJoinMode mode) => new() { Id = "J", Mode = new(mode) };

    private static FlowDecision Decision(string id, bool value) => new() { Id = id, Condition = new(value) };

    private static WriteLine Target(string? mode)
    {
        var target = new WriteLine("E") { Id = "E" };
        if (mode is not null)
            target.CustomProperties["mergeMode"] = mode;
        return target;
    }

    private Task StartCountingAsync(string connections)
    {
        var counter = new Variable<int>("n", 0);
        var flow = Flow.Of(
            connections,
            new SetVariable { Id = "a", Variable = counter, Value = Scripts.JavaScript<object?>("getVariable('n') + 1") },
            new FlowDecision { Id = "d", Condition = Scripts.JavaScript<bool>("getVariable('n') < 3") },
            new WriteLine { Id = "w", Text = Scripts.JavaScript<string?>("'n' + getVariable('n')") });
        flow.Variables.Add(counter);
        return _run.StartAsync(flow);
    }

    private void Expect(WorkflowSubStatus subStatus, string lines)
    {
        _run.State.Incidents.Should().BeEmpty();
        string.Join(' ', _run.Lines).Should().Be(lines);
        _run.State.SubStatus.Should().Be(subStatus);
    }
}
