using Transcribe.Engine.Activities;
using Transcribe.Engine.Authoring;
using Transcribe.Engine.Tests.Support;
using static Transcribe.Engine.Tests.Support.Scripts;
using Parallel = Transcribe.Engine.Activities.Parallel;

namespace Transcribe.Engine.Tests.Conformance;

/// <summary>Scenarios of upstream's own tests: control flow, and what every workflow uses.</summary>
public sealed class CoreScenarioTests
{
    private readonly TestRun _run = new();

    [Theory]
    [Trait("Scenario", "5 If")]
    [InlineData("true", "then", "True")]
    [InlineData("false", "else", "False")]
    public async Task If_Condition_RunsItsBranchBeforeItCompletesAndKeepsTheResult(string condition, string branch, string result)
    {
        var choice = new If { Id = "if", Condition = JavaScript<bool>(condition), Then = new WriteLine("then"), Else = new WriteLine("else") };

        await _run.StartAsync(new Sequence { Activities = [choice, Line("getOutputFrom('if')")] });

        Expect(branch, result);
    }

    [Fact]
    [Trait("Scenario", "6 Break")]
    public async Task ForEach_Break_EndsTheLoopAndTheNextActivityRuns()
    {
        var body = new Sequence { Activities = [Line("getCurrentValue()"), new If { Condition = JavaScript<bool>("getCurrentValue() === 'b'"), Then = new Break() }] };

        await _run.StartAsync(new Sequence { Activities = [Each("[\"a\",\"b\",\"c\"]", body), new WriteLine("after")] });

        Expect("a", "b", "after");
    }

    [Theory]
    [Trait("Scenario", "8 ForEach")]
    [InlineData("[]")]
    [InlineData("[\"a\"]", "a")]
    public async Task ForEach_FewItems_RunsTheBodyForEachAndCompletes(string items, params string[] lines)
    {
        await _run.StartAsync(new Sequence { Activities = [Each(items, Line("getCurrentValue()")), new WriteLine("after")] });

        Expect([.. lines, "after"]);
    }

    [Fact]
    [Trait("Scenario", "9 ParallelForEach")]
    public async Task ParallelForEach_CurrentIndex_IsThatOfTheItem()
    {
        await _run.StartAsync(new ParallelForEach { Items = Json<object>("[\"a\",\"b\"]"), Body = new Sequence { Activities = [new WriteLine("turn"), Line("getCurrentIndex() + getCurrentValue()")] } });

        Expect("turn", "turn", "0a", "1b");
    }

    [Fact]
    [Trait("Scenario", "10 Parallel")]
    public async Task Parallel_Nested_CompletesAfterAll()
    {
        var inner = new Parallel { Activities = [new WriteLine("2"), new WriteLine("3")] };

        await _run.StartAsync(new Sequence { Activities = [new Parallel { Activities = [new WriteLine("1"), inner, new WriteLine("4")] }, new WriteLine("after")] });

        _run.Lines.Should().BeEquivalentTo("1", "2", "3", "4", "after");
        _run.Lines[^1].Should().Be("after");
        _run.State.SubStatus.Should().Be(WorkflowSubStatus.Finished);
    }

    [Fact]
    [Trait("Scenario", "14 End")]
    public async Task End_InASequence_StopsIt()
    {
        await _run.StartAsync(new Sequence { Activities = [new Sequence { Activities = [new WriteLine("1"), new End(), new WriteLine("never")] }, new WriteLine("2")] });

        Expect("1", "2");
    }

    [Theory]
    [Trait("Scenario", "15 Start")]
    [InlineData(false, "marked")]
    [InlineData(true, "chosen")]
    public async Task Flowchart_Start_IsTheMarkUnlessAnotherIsChosen(bool chooses, params string[] lines)
    {
        var flow = Flow.Of("chosen->end1; start->marked; marked->end2", new Start { Id = "start" }, new End { Id = "end1" }, new End { Id = "end2" });
        flow.Start = chooses ? flow.Activities.First(activity => activity.Id == "chosen") : null;

        await _run.StartAsync(flow);

        Expect(lines);
    }

    [Fact]
    [Trait("Scenario", "17 Fault")]
    public async Task Fault_CodeAndMessage_AreKeptAndNothingFollows()
    {
        await _run.StartAsync(new Sequence { Activities = [new Fault { Code = new("E7"), Category = new("Audio"), Message = new("no sound") }, new WriteLine("never")] });

        var incident = _run.State.Incidents.Should().ContainSingle().Which;
        incident.Message.Should().Be("no sound");
        incident.Exception!.Type.Should().EndWith(nameof(FaultException));
        _run.Lines.Should().BeEmpty();
        _run.State.SubStatus.Should().Be(WorkflowSubStatus.Faulted);
    }

    [Fact]
    [Trait("Scenario", "18 Finish")]
    public async Task Finish_InOneBranch_ClearsWhatTheOthersQueuedAndWaitFor()
    {
        var branches = new Parallel
        {
            Activities = [new Blocking(), new Sequence { Activities = [new WriteLine("1"), new Finish()] }, new Sequence { Activities = [new WriteLine("2"), new Sequence(), new WriteLine("never")] }],
        };

        await _run.StartAsync(new Sequence { Activities = [branches, new WriteLine("never")] });

        Expect("1", "2");
        _run.State.Bookmarks.Should().BeEmpty();
        _run.State.ScheduledActivities.Should().BeEmpty();
        _run.State.ActivityExecutionContexts.Should().OnlyContain(context => context.CompletionCallback == null);
    }

    [Fact]
    [Trait("Scenario", "20 Smoke")]
    public async Task Workflow_OfAllCoreActivities_RunsToItsEnd()
    {
        var n = new Variable<int>("N", 0);
        await _run.StartAsync(new Sequence
        {
            Variables = [n],
            Activities =
            [
                new Start(), new Correlate { CorrelationId = new("c") }, new SetName { Value = new("name") },
                new While { Condition = JavaScript<bool>("getN() < 2"), Body = new SetVariable { Variable = n, Value = JavaScript<object?>("getN() + 1") } },
                new For { End = new(2), Body = Line("'for ' + getCurrentValue()") },
                Each("[\"x\"]", Line("'each ' + getCurrentValue()")),
                new ParallelForEach { Items = Json<object>("[\"y\"]"), Body = Line("'side ' + getCurrentValue()") },
                new If { Condition = new(true), Then = new WriteLine("if") },
                new Switch { Cases = [new SwitchCase("two", JavaScript("getN() === 2"), new WriteLine("switch"))] },
                new Fork { Branches = [new WriteLine("fork")] },
                new Parallel { Activities = [new WriteLine("parallel")] },
                Flow.Of("F->D; D:True->J; D:False->J; J->G", new FlowDecision { Id = "D", Condition = new(true) }, new FlowJoin { Id = "J" }),
                new RunJavaScript { Script = new("setVariable('N', 3)") },
                new SetOutput { OutputName = new("Out"), OutputValue = JavaScript<object?>("getN()") },
                new Complete(), new WriteLine("never"),
            ],
        });

        Expect("for 0", "for 1", "for 2", "each x", "side y", "if", "switch", "fork", "parallel", "F", "G");
        _run.State.Should().Match<State.WorkflowState>(state => state.CorrelationId == "c" && state.Name == "name");
        Convert.ToInt32(_run.State.Output["Out"]).Should().Be(3);
    }

    [Fact]
    [Trait("Scenario", "21 Container")]
    public async Task Variables_OfAContainer_AreVisibleInsideOnly()
    {
        var inner = new Sequence { Variables = [new Variable<string>("V", "inside")], Activities = [Line("getVariable('V')")] };

        await _run.StartAsync(new Sequence { Activities = [inner, Line("String(getVariable('V'))")] });

        Expect("inside", "null");
    }

    private static ForEach Each(string json, IActivity body) => new() { Items = Json<ICollection<object>>(json), Body = body };

    private static WriteLine Line(string script) => new() { Text = JavaScript<string?>(script) };

    private void Expect(params string[] lines)
    {
        _run.State.Incidents.Should().BeEmpty();
        _run.Lines.Should().Equal(lines);
        _run.State.SubStatus.Should().Be(WorkflowSubStatus.Finished);
    }
}
