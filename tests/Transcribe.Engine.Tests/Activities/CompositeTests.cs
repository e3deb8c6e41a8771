using Transcribe.Engine.Activities;
using Transcribe.Engine.Authoring;
using Transcribe.Engine.Tests.Support;
using static Transcribe.Engine.Tests.Support.Scripts;

namespace Transcribe.Engine.Tests.Activities;

public sealed class CompositeTests
{
    private readonly TestRun _run = new();

    [Fact]
    [Trait("Scenario", "68 Composites that pass data")]
    public async Task Composite_RootCompletes_GivesTheVariableAsResult()
    {
        var answer = new Variable<object>("Answer", null!);
        var twice = new Twice { Number = new(21), Result = new Output<int>(answer) };

        await _run.StartAsync(new Sequence { Variables = [answer], Activities = [twice, new WriteLine { Text = JavaScript<string?>("variables.Answer") }] });

        Expect("42");
    }

    [Fact]
    [Trait("Scenario", "16 Complete")]
    public async Task Complete_InAComposite_EndsOnlyTheNearestAndNamesItsOutcome()
    {
        var early = new Early { Id = "E" };

        await _run.StartAsync(Flow.Of("E:Early->early; E:Done->done", early));

        Expect("before", "early");
    }

    [Fact]
    public async Task Composite_WaitsInside_GoesOnAfterTheResume()
    {
        await _run.StartAsync(new Sequence { Activities = [new Patient(), new WriteLine("end")] });
        _run.State.SubStatus.Should().Be(WorkflowSubStatus.Suspended);

        await _run.ResumeAsync("wait");

        Expect("end");
    }

    [Fact]
    public async Task Inline_Code_RunsAndGivesItsValue()
    {
        await _run.StartAsync(new Sequence
        {
            Activities =
            [
                new Inline(context => context.SetVariable("Seen", true)),
                Inline.From(context => context.GetVariable<bool>("Seen") ? "seen" : "missed"),
                new WriteLine { Text = JavaScript<string?>("getLastResult()") },
            ],
        });

        Expect("seen");
    }

    [Fact]
    public async Task FlowNode_Body_RunsBeforeTheConnection()
    {
        await _run.StartAsync(Flow.Of("N->after", new FlowNode { Id = "N", Body = new WriteLine("body") }));

        Expect("body", "after");
    }

    [Fact]
    public async Task SetName_Value_NamesTheInstance()
    {
        await _run.StartAsync(new SetName { Value = new("Order 7") });

        _run.State.Name.Should().Be("Order 7");
    }

    private void Expect(params string[] lines)
    {
        _run.State.Incidents.Should().BeEmpty();
        _run.Lines.Should().Equal(lines);
        _run.State.SubStatus.Should().Be(WorkflowSubStatus.Finished);
    }

    private sealed class Twice : Composite<int>
    {
        public Twice()
            : base(null, null)
        {
            var product = new Variable<int>("Product", 0);
            Variables = [product];
            ResultVariable = product;
            Root = new Inline(context => product.Set(context, context.GetAncestors().First().Get(Number) * 2));
        }

        public Input<int> Number { get; set; } = null!;
    }

    private sealed class Early : Composite
    {
        public Early()
            : base(null, null) =>
            Root = new Sequence { Activities = [new WriteLine("before"), new Complete { Outcomes = new((object?)"Early") }, new WriteLine("never")] };
    }

    private sealed class Patient : Composite
    {
        public Patient()
            : base(null, null) => Root = new Sequence { Activities = [new Blocking { Id = "wait" }] };
    }
}
