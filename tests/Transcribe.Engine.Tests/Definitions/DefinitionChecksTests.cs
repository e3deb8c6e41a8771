using Transcribe.Engine.Authoring;
using Transcribe.Engine.Definitions;
using Transcribe.Engine.Tests.Runtime;

namespace Transcribe.Engine.Tests.Definitions;

/// <summary>What upstream swallows is said when a definition is saved or published, with the activity's name.</summary>
public sealed class DefinitionChecksTests : EngineTest
{
    [Theory]
    [InlineData("""{ "type": "Elsa.If", "name": "Check", "condition": { "typeName": "Boolean", "expression": { "type": "Literal", "value": "abc" } } }""", "Check.Condition: The value 'abc' cannot be read as Boolean.")]
    [InlineData("""{ "type": "Elsa.FlowFork", "name": "Forked", "branches": { "typeName": "String[]", "expression": { "type": "Object", "value": { "a": 1 } } } }""", "Forked.Branches: The value of type JsonElement cannot be read as *")]
    [InlineData("""{ "type": "Elsa.WriteLine", "name": "Say", "text": { "typeName": "String", "expression": { "type": "Klingon", "value": "x" } } }""", "Say.Text: The expression type 'Klingon' is unknown.*")]
    [InlineData("""{ "type": "Elsa.WriteLine", "name": "Say", "text": { "typeName": "String", "expression": { "type": "Liquid", "value": "{{ a" } } }""", "Say.Text: *")]
    [InlineData("""{ "type": "Elsa.WriteLine", "name": "Say", "text": { "typeName": "String", "expression": { "value": "x" } } }""", "Say.Text: The expression has no 'type'*")]
    [InlineData("""{ "type": "Elsa.WriteLine", "name": "Say", "customProperties": { "commitStrategyName": "Sometimes" } }""", "Say.commitStrategyName: There is no commit strategy 'Sometimes'*")]
    [InlineData("""{ "type": "Elsa.Cron", "name": "Tick", "cronExpression": "whenever", "customProperties": { "canStartWorkflow": true } }""", "Tick: What starts it cannot be computed:*")]
    public async Task Publish_WithAMistake_IsRefusedAndADraftSaysTheSame(string activity, string message)
    {
        var engine = await StartEngineAsync(background: false);
        var json = Documents.Sequence("w", activity);

        var publish = () => engine.Catalog.SaveAsync(json, publish: true, cancellationToken: Token);

        (await publish.Should().ThrowAsync<DefinitionException>()).Which.Problems.Single().ToString().Should().Match(message);
        var draft = await engine.Catalog.SaveAsync(json, publish: false, cancellationToken: Token);
        (await engine.Catalog.CheckAsync(draft.Json, Token)).Single(problem => !problem.IsWarning).ToString().Should().Match(message);
    }

    [Theory]
    [InlineData("""{ "type": "Elsa.WriteLine", "name": "Say", "text": { "expression": { "type": "Literal", "value": "x" } } }""", "Say.Text: It has no 'typeName'. Here it is read as String; an upstream server takes it for empty.")]
    [InlineData("""{ "type": "No.Such", "name": "What" }""", "What: Activity type 'No.Such' version 1 is not known here; a run that comes to it faults.")]
    [InlineData("""{ "type": "Elsa.Flowchart", "name": "Chart", "connections": [ { "source": { "activity": "a" }, "target": { "activity": "b" } } ] }""", "Chart: The connection from 'a' to 'b' is left out: one of them does not exist.")]
    [InlineData("""{ "type": "Elsa.WriteLine", "name": "Say", "text": { "typeName": "String", "expression": { "type": "Variable", "value": { "id": "gone" } } } }""", "Say.Text: It reads the variable 'gone', which is not declared around it, and gets nothing.")]
    [InlineData("""{ "type": "Elsa.SetVariable", "name": "Keep", "variable": { "id": "gone", "name": "Gone" }, "value": "1" }""", "Keep.Variable: The variable 'Gone' is not declared around it, so a run that comes there faults.")]
    [InlineData("""{ "type": "Elsa.RunJavaScript", "name": "Compute", "script": "1", "result": { "typeName": "Object", "memoryReference": { "id": "gone" } } }""", "Compute.Result: It goes to 'gone', which is neither a variable around it nor an output of the workflow, so nobody gets it.")]
    [InlineData("""{ "type": "Elsa.RunJavaScript", "name": "Compute", "script": { "typeName": "String", "expression": { "type": "JavaScript", "value": "1 + 1" } } }""", "Compute.Script: It is an expression, which is evaluated first; what comes out of it is run as the script. Write the script as a literal.")]
    public async Task Publish_WithADoubt_IsPublishedAndSaysSo(string activity, string message)
    {
        var engine = await StartEngineAsync(background: false);

        var row = await engine.PublishAsync("w", activity);

        var problem = (await engine.Catalog.CheckAsync(row.Json, Token)).Single();
        problem.IsWarning.Should().BeTrue();
        problem.ToString().Should().Be(message);
    }

    [Fact]
    public async Task Publish_FailureWithNothingConnected_IsPublishedAndNamesStepAndOutcomes()
    {
        var engine = await StartEngineAsync(background: false);

        var row = await engine.Catalog.SaveAsync(Chart(), publish: true, cancellationToken: Token);

        var problem = (await engine.Catalog.CheckAsync(row.Json, Token)).Single();
        problem.IsWarning.Should().BeTrue();
        problem.ToString().Should().StartWith("Send it: Nothing is connected to 'Failed' and 'Timed Out': a run that comes there ends as finished");
    }

    [Theory]
    [InlineData("Failed", "Send it: Nothing is connected to 'Timed Out': *")]
    [InlineData("Failed;Timed Out", null)]
    public async Task Check_FailureWithSomethingConnected_IsContent(string connected, string? message)
    {
        var engine = await StartEngineAsync(background: false);

        var problems = await engine.Catalog.CheckAsync(Chart(connected.Split(';')), Token);

        if (message is null)
            problems.Should().BeEmpty();
        else
            problems.Single().ToString().Should().Match(message);
    }

    [Fact]
    public async Task Check_FailureOutsideAFlowchart_IsContent()
    {
        var engine = await StartEngineAsync(background: false);

        (await engine.Catalog.CheckAsync(Documents.Sequence("w", Deliver), Token)).Should().BeEmpty("in a sequence no outcome leads anywhere else");
    }

    [Fact]
    public async Task Check_VariablesOfScopesTurnsAndOutputs_IsContent()
    {
        var engine = await StartEngineAsync(background: false);

        var problems = await engine.Catalog.CheckAsync(
            """
            { "definitionId": "w", "variables": [ { "id": "outer", "name": "Outer", "typeName": "Object" } ], "outputs": [ { "name": "Out", "type": "Object" } ],
              "root": { "type": "Elsa.ForEach", "id": "each", "items": { "typeName": "Object", "expression": { "type": "Variable", "value": { "id": "outer" } } },
                "body": { "type": "Elsa.Sequence", "id": "body", "variables": [ { "id": "inner", "name": "Inner", "typeName": "Object" } ], "activities": [
                  { "type": "Elsa.WriteLine", "id": "turn", "text": { "typeName": "String", "expression": { "type": "Variable", "value": { "id": "CurrentValue" } } } },
                  { "type": "Elsa.RunJavaScript", "id": "one", "script": "1", "result": { "typeName": "Object", "memoryReference": { "id": "inner" } } },
                  { "type": "Elsa.RunJavaScript", "id": "two", "script": "2", "result": { "typeName": "Object", "memoryReference": { "id": "Out" } } } ] } } }
            """,
            Token);

        problems.Should().BeEmpty();
    }

    [Fact]
    public async Task Check_InputOfAnActivityThatNobodyCanGive_SaysSo()
    {
        var engine = await StartEngineAsync(background: false);

        var problems = await engine.Catalog.CheckAsync("""{ "definitionId": "w", "options": { "usableAsActivity": true }, "inputs": [ { "name": "Name" }, { "name": "Other" } ] }""", Token);

        problems.Single().IsWarning.Should().BeTrue();
        problems.Single().Message.Should().StartWith("A workflow that uses this one as an activity cannot give it 'Name'");
    }

    [Fact]
    public async Task Check_SeveralMistakes_ListsAll()
    {
        var engine = await StartEngineAsync(background: false);

        var problems = await engine.Catalog.CheckAsync(
            """
            { "definitionId": "w", "inputs": [ { "name": "A" }, { "name": "a" } ], "variables": [ { "name": "V", "typeName": "Mystery" } ],
              "root": { "type": "Elsa.Sequence", "activities": [
                { "type": "Elsa.WriteLine", "id": "same", "text": { "typeName": "String", "expression": { "type": "JavaScript", "value": "1 +" } } },
                { "type": "Elsa.If", "id": "other", "condition": "abc" } ] } }
            """,
            Token);

        problems.Select(problem => problem.ToString()).Should().Contain("other.Condition: The value 'abc' cannot be read as Boolean.");
    }

    [Fact]
    public async Task Check_DuplicateNames_NamesThem()
    {
        var engine = await StartEngineAsync(background: false);

        var problems = await engine.Catalog.CheckAsync("""{ "definitionId": "w", "inputs": [ { "name": "A" }, { "name": "a" } ], "outputs": [ { "name": "R" }, { "name": "R" } ] }""", Token);

        problems.Select(problem => problem.Message).Should().Equal("The name 'A' is declared 2 times.", "The name 'R' is declared 2 times.");
    }

    private const string Deliver = """{ "type": "Test.Deliverer", "id": "deliver", "name": "Send it" }""";

    private static string Chart(params string[] connected)
    {
        var connections = connected.Select(port => $$"""{ "source": { "activity": "deliver", "port": "{{port}}" }, "target": { "activity": "end", "port": "In" } }""");
        return $$"""
            { "definitionId": "chart", "root": { "type": "Elsa.Flowchart", "id": "chart", "activities": [ {{Deliver}}, { "type": "Elsa.End", "id": "end" } ],
              "connections": [ {{string.Join(", ", connections)}} ] } }
            """;
    }

    /// <summary>Delivers nothing.</summary>
    [Activity("Test", "Test")]
    [FlowNode("Delivered", "Refused", "Failed", "Timed Out")]
    [FailureOutcomes("Failed", "Timed Out")]
    public sealed class Deliverer() : CodeActivity(source: null, line: null);
}
