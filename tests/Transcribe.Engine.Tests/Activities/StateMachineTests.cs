using Transcribe.Engine.Authoring;
using Transcribe.Engine.Definitions;
using Transcribe.Engine.Tests.Support;

namespace Transcribe.Engine.Tests.Activities;

public sealed class StateMachineTests
{
    private readonly TestRun _run = new();

    [Fact]
    public async Task StateMachine_Trigger_LeavesTheStateByActionExitAndEntry()
    {
        await _run.StartJsonAsync(Machine("", Way("open", "closed", Event("close"), action: Line("close"))));
        Expect(WorkflowSubStatus.Suspended, "enter open");

        await _run.ResumeAsync("close");

        Expect(WorkflowSubStatus.Finished, "enter open", "close", "leave open", "enter closed", "after");
    }

    [Fact]
    public async Task StateMachine_CompetingTriggers_TheFirstWinsAndTheOthersAreGivenUp()
    {
        await _run.StartJsonAsync(Machine("", Way("open", "closed", Event("close")), Way("open", "broken", Event("break"))));
        _run.State.Bookmarks.Should().HaveCount(2);

        await _run.ResumeAsync("break");

        Expect(WorkflowSubStatus.Finished, "enter open", "leave open", "after");
        _run.State.Bookmarks.Should().BeEmpty();
    }

    [Fact]
    public async Task StateMachine_ConditionThatDoesNotHold_WaitsForItsTriggerAgain()
    {
        await _run.StartJsonAsync(Machine("", Way("open", "closed", Event("close"), condition: "getOutputFrom('close') === 'key'")));

        await _run.ResumeAsync("close", Payload("nothing"));
        Expect(WorkflowSubStatus.Suspended, "enter open");
        await _run.ResumeAsync("close", Payload("key"));

        Expect(WorkflowSubStatus.Finished, "enter open", "leave open", "enter closed", "after");
    }

    [Fact]
    public async Task StateMachine_ToItselfAndBack_TurnsOverSuspensions()
    {
        await _run.StartJsonAsync(Machine("", Way("open", "closed", Event("close")), Way("closed", "open", Event("reopen")), Way("open", "broken", Event("break"))));

        await _run.ResumeAsync("close");
        await _run.ResumeAsync("reopen");
        await _run.ResumeAsync("break");

        Expect(WorkflowSubStatus.Finished, "enter open", "leave open", "enter closed", "enter open", "leave open", "after");
    }

    [Theory]
    [InlineData("true", "enter open", "leave open", "enter closed", "after")]
    [InlineData("false", "enter open", "leave open", "after")]
    public async Task StateMachine_WaysWithoutTriggers_AreTriedInOrder(string condition, params string[] lines)
    {
        await _run.StartJsonAsync(Machine("", Way("open", "closed", condition: condition), Way("open", "broken")));

        Expect(WorkflowSubStatus.Finished, lines);
    }

    [Fact]
    public async Task StateMachine_InitialState_IsTheOneToBeginWith()
    {
        await _run.StartJsonAsync(Machine(", \"initialState\": \"closed\""));

        Expect(WorkflowSubStatus.Finished, "enter closed", "after");
    }

    [Theory]
    [InlineData(", \"initialState\": \"nowhere\"", "true", "There is no state 'nowhere'")]
    [InlineData("", "false", "No way leads out of the state 'open'")]
    public async Task StateMachine_ThatCannotGoOn_FaultsAndSaysWhy(string more, string condition, string reason)
    {
        await _run.StartJsonAsync(Machine(more, Way("open", "closed", condition: condition)));

        _run.State.Incidents.Should().ContainSingle().Which.Message.Should().Contain(reason);
        _run.State.SubStatus.Should().Be(WorkflowSubStatus.Faulted);
    }

    [Fact]
    public void StateMachine_Conditions_AreHeldForTheCheckAtPublish()
    {
        var graph = _run.Materializer.Materialize(DefinitionReader.Read(Machine("", Way("open", "closed", condition: "true"))));

        graph.Nodes.SelectMany(node => (node.Activity as IHoldsExpressions)?.GetHeldExpressions() ?? []).Should().ContainSingle();
    }

    private static string Machine(string more, params string[] ways) => $$"""
        { "definitionId": "w", "root": { "type": "Elsa.Sequence", "activities": [
          { "type": "Elsa.StateMachine", "id": "machine",
            "states": [ { "name": "open", "entry": {{Line("enter open")}}, "exit": {{Line("leave open")}} }, { "name": "closed", "entry": {{Line("enter closed")}} }, { "name": "broken" } ],
            "transitions": [ {{string.Join(", ", ways)}} ] {{more}} },
          {{Line("after")}} ] } }
        """;

    private static string Way(string from, string to, string? trigger = null, string? condition = null, string? action = null)
    {
        var parts = new List<string> { $"\"from\": \"{from}\"", $"\"to\": \"{to}\"", "\"displayName\": \"x\"" };
        if (trigger is not null)
            parts.Add($"\"trigger\": {trigger}");
        if (action is not null)
            parts.Add($"\"action\": {action}");
        if (condition is not null)
            parts.Add($$""" "condition": { "typeName": "Boolean", "expression": { "type": "JavaScript", "value": "{{condition}}" } }""");
        return $"{{ {string.Join(", ", parts)} }}";
    }

    private static string Event(string name) => $$"""{ "type": "Elsa.Event", "id": "{{name}}", "eventName": "{{name}}" }""";

    private static string Line(string text) => $$"""{ "type": "Elsa.WriteLine", "text": "{{text}}" }""";

    private static Dictionary<string, object> Payload(string value) => new() { [Transcribe.Engine.Activities.Event.PayloadInput] = value };

    private void Expect(WorkflowSubStatus subStatus, params string[] lines)
    {
        _run.State.Incidents.Should().BeEmpty();
        _run.Lines.Should().Equal(lines);
        _run.State.SubStatus.Should().Be(subStatus);
    }
}
