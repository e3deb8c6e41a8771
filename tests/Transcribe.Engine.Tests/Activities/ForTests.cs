using Transcribe.Engine.Activities;
using Transcribe.Engine.Authoring;
using Transcribe.Engine.Tests.Support;
using static Transcribe.Engine.Tests.Support.Scripts;

namespace Transcribe.Engine.Tests.Activities;

public sealed class ForTests
{
    private readonly TestRun _run = new();

    [Theory]
    [InlineData(0, 2, 1, true, "0", "1", "2", "end")]
    [InlineData(0, 2, 1, false, "0", "1", "end")]
    [InlineData(0, 5, 2, true, "0", "2", "4", "end")]
    [InlineData(2, 0, -1, true, "2", "1", "0", "end")]
    [InlineData(1, 0, 1, true, "end")]
    [InlineData(int.MaxValue, int.MaxValue, 1, true, "2147483647", "end")]
    public async Task For_Bounds_CountsBetweenThem(int start, int end, int step, bool inclusive, params string[] lines)
    {
        var loop = new For { Start = new(start), End = new(end), Step = new(step), OuterBoundInclusive = new(inclusive), Body = Line("getCurrentValue()") };

        await _run.StartAsync(Then(loop));

        Expect(lines);
    }

    [Fact]
    public async Task For_WithoutBody_Completes()
    {
        await _run.StartAsync(Then(new For { End = new(3) }));

        Expect("end");
    }

    [Fact]
    public async Task For_StepOfZero_FaultsInsteadOfTurningForEver()
    {
        await _run.StartAsync(new For { End = new(3), Step = new(0), Body = new WriteLine("x") });

        _run.State.Incidents.Should().ContainSingle().Which.Message.Should().Contain("step of 0");
    }

    [Fact]
    public async Task For_BlockingBody_KeepsItsPlace()
    {
        await _run.StartAsync(Then(new For { Start = new(1), End = new(2), Body = new Sequence { Activities = [new Blocking { Id = "wait" }, Line("variables.CurrentValue")] } }));

        await _run.ResumeAsync("wait");
        _run.Lines.Should().Equal("1");
        await _run.ResumeAsync("wait");

        Expect("1", "2", "end");
    }

    [Fact]
    [Trait("Scenario", "6 Break")]
    public async Task For_BreakInTheBody_EndsTheLoop()
    {
        await _run.StartAsync(Then(new For { End = new(9), Body = new Sequence { Activities = [Line("getCurrentValue()"), new Break()] } }));

        Expect("0", "end");
    }

    private static Sequence Then(IActivity activity) => new() { Activities = [activity, new WriteLine("end")] };

    private static WriteLine Line(string script) => new() { Text = JavaScript<string?>(script) };

    private void Expect(params string[] lines)
    {
        _run.State.Incidents.Should().BeEmpty();
        _run.Lines.Should().Equal(lines);
        _run.State.SubStatus.Should().Be(WorkflowSubStatus.Finished);
    }
}
