using Transcribe.Engine.Activities;
using Transcribe.Engine.Authoring;
using Transcribe.Engine.Tests.Support;
using static Transcribe.Engine.Tests.Support.Scripts;

namespace Transcribe.Engine.Tests.Conformance;

/// <summary>Scenarios of upstream's own tests: flowcharts, in both modes where both can be told to run them.</summary>
public sealed class FlowchartScenarioTests
{
    public static TheoryData<FlowchartExecutionMode> Modes => [FlowchartExecutionMode.CounterBased, FlowchartExecutionMode.TokenBased];

    [Theory]
    [Trait("Scenario", "30 Flowchart modes")]
    [MemberData(nameof(Modes))]
    public async Task Flowchart_Shapes_CompleteInBothModes(FlowchartExecutionMode mode)
    {
        await ExpectAsync(mode, new Flowchart());
        await ExpectAsync(mode, Flow.Of("A->B; B->C"), "A", "B", "C");
        await ExpectAsync(mode, Flow.Of("A->B; A->C"), "A", "B", "C");
        await ExpectAsync(mode, new Flowchart { Activities = [new WriteLine("first"), new WriteLine("never")] }, "first");
        await ExpectAsync(mode, Flow.Of("D:True->yes; D:False->no", new FlowDecision { Id = "D", Condition = new(false) }), "no");
    }

    [Theory]
    [Trait("Scenario", "26 FlowchartNextActivity")]
    [MemberData(nameof(Modes))]
    public async Task Flowchart_Outcome_IsTheOnlyOneFollowed(FlowchartExecutionMode mode)
    {
        var decide = new RunJavaScript { Id = "D", Script = new("setOutcome('Two')") };

        await ExpectAsync(mode, Flow.Of("D:One->one; D:Two->two; D:Done->done", decide), "two");
    }

    [Theory]
    [Trait("Scenario", "27 Backward connections")]
    [MemberData(nameof(Modes))]
    public async Task Flowchart_BackwardConnectionBesideADanglingActivity_TurnsAndGoesOn(FlowchartExecutionMode mode)
    {
        var count = new Variable<int>("N", 0);
        var flow = Flow.Of(
            "A->B; B->n; n->D; D:True->A; D:False->F; B->dangling",
            new SetVariable { Id = "n", Variable = count, Value = JavaScript<object?>("getN() + 1") },
            new FlowDecision { Id = "D", Condition = JavaScript<bool>("getN() < 2") });
        flow.Variables.Add(count);

        await ExpectAsync(mode, flow, "A", "B", "dangling", "A", "B", "dangling", "F");
    }

    [Theory]
    [Trait("Scenario", "37 Composites and outcomes")]
    [MemberData(nameof(Modes))]
    public async Task Complete_InACompositeWithAJoin_DoesNotReachTheParent(FlowchartExecutionMode mode) =>
        await ExpectAsync(mode, Flow.Of("S->C; C:Early->early; C:Done->never; early->end", new Racing { Id = "C" }), "S", "A", "B", "early", "end");

    private static async Task ExpectAsync(FlowchartExecutionMode mode, Flowchart flow, params string[] lines)
    {
        var run = new TestRun(services => Microsoft.Extensions.DependencyInjection.ServiceCollectionServiceExtensions.AddSingleton(services, new FlowchartOptions { DefaultExecutionMode = mode }));

        await run.StartAsync(flow);

        run.State.Incidents.Should().BeEmpty();
        run.Lines.Should().Equal(lines);
        run.State.SubStatus.Should().Be(WorkflowSubStatus.Finished);
    }

    /// <summary>Two branches race to a join, behind which the composite is completed.</summary>
    private sealed class Racing : Composite
    {
        public Racing()
            : base(source: null, line: null) =>
            Root = Flow.Of("I->A; I->B; A->J; B->J; J->X", new FlowFork { Id = "I" }, new FlowJoin { Id = "J" }, new Complete { Id = "X", Outcomes = new("Early") });
    }
}
