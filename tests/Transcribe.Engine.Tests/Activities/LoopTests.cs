using Transcribe.Engine.Activities;
using Transcribe.Engine.Authoring;
using Transcribe.Engine.Tests.Support;

namespace Transcribe.Engine.Tests.Activities;

public sealed class LoopTests
{
    private readonly TestRun _run = new();

    [Fact]
    [Trait("Scenario", "8 ForEach")]
    public async Task ForEach_ThreeItems_RunsTheBodyForEachInOrder()
    {
        await _run.StartAsync(Each("[\"a\",\"b\",\"c\"]", new WriteLine { Text = JavaScript<string?>("getCurrentIndex() + getCurrentValue()") }));

        Expect("0a", "1b", "2c");
    }

    [Fact]
    [Trait("Scenario", "42 ForEach with a blocking body")]
    public async Task ForEach_BlockingBody_SuspendsOncePerItemAndKeepsItsPlace()
    {
        var body = new Sequence { Activities = [new Blocking { Id = "wait" }, new WriteLine { Text = JavaScript<string?>("variables.CurrentValue") }] };
        await _run.StartAsync(Each("[\"a\",\"b\"]", body));

        await _run.ResumeAsync("wait");
        _run.Lines.Should().Equal("a");
        await _run.ResumeAsync("wait");

        Expect("a", "b");
    }

    [Fact]
    [Trait("Scenario", "7 Break in a nested ForEach")]
    public async Task ForEach_BreakInTheInnerLoop_LetsTheOuterGoOn()
    {
        var inner = Each("[1,2]", new Sequence { Activities = [new WriteLine("in"), new Break()] });
        await _run.StartAsync(Each("[1,2]", new Sequence { Activities = [inner, new WriteLine("out")] }));

        Expect("in", "out", "in", "out");
    }

    [Fact]
    [Trait("Scenario", "8 ForEach")]
    public async Task ForEach_NullItems_FaultsWithTheActivitysInput()
    {
        await _run.StartAsync(new ForEach { Items = JavaScript<ICollection<object>>("null"), Body = new WriteLine("x") });

        _run.State.SubStatus.Should().Be(WorkflowSubStatus.Faulted);
    }

    [Theory]
    [Trait("Scenario", "8 ForEach")]
    [InlineData("({ a: 1 })")]
    [InlineData("5")]
    [InlineData("'{ \"a\": 1 }'")]
    public async Task ForEach_WhatIsNoList_Faults(string items)
    {
        await _run.StartAsync(new ForEach { Items = JavaScript<ICollection<object>>(items), Body = new WriteLine("x") });

        _run.State.SubStatus.Should().Be(WorkflowSubStatus.Faulted);
        _run.State.Incidents.Single().Message.Should().Contain("Items");
    }

    [Fact]
    public async Task ForEach_ATextThatIsNoList_IsOneItem()
    {
        await _run.StartAsync(new ForEach { Items = JavaScript<ICollection<object>>("'abc'"), Body = new WriteLine { Text = JavaScript<string?>("getCurrentValue()") } });

        Expect("abc");
    }

    [Fact]
    public async Task While_ConditionOnAVariable_TurnsUntilItFails()
    {
        var n = new Variable<int>("N", 0);
        var loop = new While
        {
            Condition = JavaScript<bool>("variables.N < 3"),
            Body = new Sequence { Activities = [new WriteLine { Text = JavaScript<string?>("variables.N") }, new SetVariable { Variable = n, Value = JavaScript<object?>("variables.N + 1") }] },
        };

        await _run.StartAsync(new Sequence { Variables = [n], Activities = [loop, new WriteLine("end")] });

        Expect("0", "1", "2", "end");
    }

    [Fact]
    public async Task While_WithoutBody_Completes()
    {
        await _run.StartAsync(new Sequence { Activities = [new While { Condition = new(true) }, new WriteLine("end")] });

        Expect("end");
    }

    [Fact]
    [Trait("Scenario", "6 Break")]
    public async Task While_BreakInTheBody_EndsTheLoop()
    {
        await _run.StartAsync(new Sequence { Activities = [new While { Condition = new(true), Body = new Sequence { Activities = [new WriteLine("1"), new Break()] } }, new WriteLine("end")] });

        Expect("1", "end");
    }

    [Theory]
    [Trait("Scenario", "5 If")]
    [InlineData(true, "then")]
    [InlineData(false, "else")]
    public async Task If_Condition_ChoosesTheBranch(bool condition, string line)
    {
        await _run.StartAsync(new If { Condition = new(condition), Then = new WriteLine("then"), Else = new WriteLine("else") });

        Expect(line);
    }

    [Fact]
    [Trait("Scenario", "5 If")]
    public async Task If_MissingBranch_CompletesAtOnce()
    {
        await _run.StartAsync(new Sequence { Activities = [new If { Condition = new(false), Then = new WriteLine("then") }, new WriteLine("end")] });

        Expect("end");
    }

    private static ForEach Each(string json, IActivity body) => new() { Items = new(new Expression("Object", json)), Body = body };

    private static Input<T> JavaScript<T>(string script) => new(new Expression("JavaScript", script));

    private void Expect(params string[] lines)
    {
        _run.State.Incidents.Should().BeEmpty();
        _run.Lines.Should().Equal(lines);
        _run.State.SubStatus.Should().Be(WorkflowSubStatus.Finished);
    }
}
