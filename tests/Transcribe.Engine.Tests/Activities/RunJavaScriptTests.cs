using Transcribe.Engine.Activities;
using Transcribe.Engine.Authoring;
using Transcribe.Engine.Tests.Support;
using static Transcribe.Engine.Tests.Support.Scripts;

namespace Transcribe.Engine.Tests.Activities;

public sealed class RunJavaScriptTests
{
    private readonly TestRun _run = new();

    [Theory]
    [Trait("Scenario", "26 FlowchartNextActivity")]
    [InlineData("setOutcome('Foo')", "foo")]
    [InlineData("setOutcomes(['Foo', 'Bar'])", "foo", "bar")]
    [InlineData("1 + 1", "done")]
    [InlineData("setOutcome('Nowhere')")]
    public async Task RunJavaScript_Outcomes_FollowTheirConnections(string script, params string[] lines)
    {
        await _run.StartAsync(Flow.Of("J:Foo->foo; J:Bar->bar; J:Done->done", new RunJavaScript(script) { Id = "J" }));

        Expect(lines);
    }

    [Fact]
    public async Task RunJavaScript_Value_BecomesTheResult()
    {
        await _run.StartAsync(new Sequence { Activities = [new RunJavaScript("return { a: [1, 2] };"), new WriteLine { Text = JavaScript<string?>("getLastResult().a[1]") }] });

        Expect("2");
    }

    [Fact]
    public async Task RunJavaScript_Null_LeavesTheResultAsItWas()
    {
        var kept = new Variable<object>("Kept", "before");

        await _run.StartAsync(new Sequence
        {
            Variables = [kept],
            Activities = [new RunJavaScript("return null") { Result = new Output<object>(kept) }, new WriteLine { Text = JavaScript<string?>("variables.Kept") }],
        });

        Expect("before");
    }

    [Fact]
    public async Task RunJavaScript_ScriptAsExpression_RunsWhatTheExpressionGives()
    {
        await _run.StartAsync(new Sequence { Activities = [new RunJavaScript { Script = JavaScript<string>("'4' + '2'") }, new WriteLine { Text = JavaScript<string?>("getLastResult() + 1") }] });

        Expect("43");
    }

    [Fact]
    public async Task RunJavaScript_Blank_Completes()
    {
        await _run.StartAsync(Flow.Of("J:Done->done", new RunJavaScript(" ") { Id = "J" }));

        Expect("done");
    }

    [Fact]
    public async Task RunJavaScript_Throws_FaultsWithTheMessage()
    {
        await _run.StartAsync(new RunJavaScript("throw new Error('no luck')"));

        _run.State.Incidents.Should().ContainSingle().Which.Message.Should().Contain("no luck");
    }

    [Fact]
    public void Validate_ScriptThatDoesNotParse_SaysWhere()
    {
        var graph = _run.Materializer.Materialize(new RunJavaScript("let x = ;") { Name = "Compute" });

        _run.Materializer.Validate(graph).Should().ContainSingle().Which.Message.Should().StartWith("Line 1, column");
    }

    private void Expect(params string[] lines)
    {
        _run.State.Incidents.Should().BeEmpty();
        _run.Lines.Should().Equal(lines);
        _run.State.SubStatus.Should().Be(WorkflowSubStatus.Finished);
    }
}
