using Transcribe.Engine.Activities;
using Transcribe.Engine.Authoring;
using Transcribe.Engine.Definitions;
using Transcribe.Engine.Tests.Support;
using static Transcribe.Engine.Tests.Support.Scripts;

namespace Transcribe.Engine.Tests.Activities;

public sealed class SwitchTests
{
    private readonly TestRun _run = new();

    [Theory]
    [Trait("Scenario", "12 Switch")]
    [InlineData(SwitchMode.MatchFirst, "b", "end")]
    [InlineData(SwitchMode.MatchAny, "b", "c", "end")]
    public async Task Switch_SeveralMatches_RunsByMode(SwitchMode mode, params string[] lines)
    {
        await _run.StartAsync(Then(new Switch { Mode = new(mode), Cases = [Case("a", "false"), Case("b", "1 < 2"), Case("c", "true")], Default = new WriteLine("default") }));

        Expect(lines);
    }

    [Fact]
    [Trait("Scenario", "12 Switch")]
    public async Task Switch_NoMatch_RunsTheDefault()
    {
        await _run.StartAsync(Then(new Switch { Cases = [Case("a", "undefined")], Default = new WriteLine("default") }));

        Expect("default", "end");
    }

    [Fact]
    [Trait("Scenario", "12 Switch")]
    public async Task Switch_NoMatchAndNoDefault_Completes()
    {
        await _run.StartAsync(Then(new Switch { Cases = [Case("a", "false")] }));

        Expect("end");
    }

    [Fact]
    [Trait("Scenario", "12 Switch")]
    public async Task Switch_MatchAnyWithAWaitingCase_CompletesAfterItsResume()
    {
        await _run.StartAsync(Then(new Switch { Mode = new(SwitchMode.MatchAny), Cases = [new("w", JavaScript("true"), new Blocking { Id = "wait" }), Case("b", "true")] }));
        _run.Lines.Should().Equal("b");

        await _run.ResumeAsync("wait");

        Expect("b", "end");
    }

    [Fact]
    public async Task Switch_FromJson_ReadsBareConditionsAndActivities()
    {
        await _run.StartJsonAsync("""
            { "definitionId": "d", "variables": [ { "id": "v", "name": "V", "typeName": "Int32", "value": "2" } ],
              "root": { "type": "Elsa.Switch", "mode": { "typeName": "SwitchMode", "expression": { "type": "Literal", "value": "MatchFirst" } },
                "cases": [
                  { "label": "one", "condition": { "type": "JavaScript", "value": "variables.V == 1" }, "activity": { "type": "Elsa.WriteLine", "text": "one" } },
                  { "label": "two", "condition": { "type": "JavaScript", "value": "variables.V == 2" }, "activity": { "type": "Elsa.WriteLine", "text": "two" } } ] } }
            """);

        Expect("two");
    }

    [Fact]
    public async Task Switch_ConditionThrows_FaultsWithTheReason()
    {
        await _run.StartAsync(new Switch { Cases = [Case("a", "nowhere.to.go")] });

        _run.State.Incidents.Should().ContainSingle().Which.Message.Should().Contain("Cases").And.Contain("nowhere");
    }

    [Fact]
    public void Validate_CaseThatDoesNotParse_NamesTheActivity()
    {
        var graph = _run.Materializer.Materialize(new Switch { Name = "Choose", Cases = [Case("a", "1 +")] });

        _run.Materializer.Validate(graph).Should().ContainSingle().Which.Should().Match<DefinitionProblem>(problem => problem.ActivityId == "Choose" && problem.Property == "Cases");
    }

    [Theory]
    [InlineData(SwitchMode.MatchFirst, "one", "two", "first")]
    [InlineData(SwitchMode.MatchAny, "one", "two", "first", "second")]
    public async Task FlowSwitch_SeveralMatches_FollowsByMode(SwitchMode mode, string first, string second, params string[] lines)
    {
        var choose = new FlowSwitch { Id = "S", Mode = new(mode), Cases = [new(first, JavaScript("true")), new(second, JavaScript("true"))] };

        await _run.StartAsync(Flow.Of("S:one->first; S:two->second; S:Default->default", choose));

        Expect(lines);
    }

    [Fact]
    public async Task FlowSwitch_NoMatch_FollowsDefault()
    {
        await _run.StartAsync(Flow.Of("S:one->first; S:Default->default", new FlowSwitch { Id = "S", Cases = [new("one", JavaScript("false"))] }));

        Expect("default");
    }

    private static SwitchCase Case(string label, string condition) => new(label, JavaScript(condition), new WriteLine(label));

    private static Sequence Then(IActivity activity) => new() { Activities = [activity, new WriteLine("end")] };

    private void Expect(params string[] lines)
    {
        _run.State.Incidents.Should().BeEmpty();
        _run.Lines.Should().Equal(lines);
        _run.State.SubStatus.Should().Be(WorkflowSubStatus.Finished);
    }
}
