using Transcribe.Engine.Activities;
using Transcribe.Engine.Authoring;
using Transcribe.Engine.Tests.Support;

namespace Transcribe.Engine.Tests.Conformance;

/// <summary>Scenarios of upstream's own tests that belong to no single activity.</summary>
public sealed class ScenarioTests
{
    private readonly TestRun _run = new();

    [Fact]
    [Trait("Scenario", "3 Nested sequence with Break")]
    public async Task Break_InANestedSequence_EndsTheOuterOneToo()
    {
        await _run.StartAsync(Loop(new Sequence { Activities = [new Sequence { Activities = [new WriteLine("a"), new Break(), new WriteLine("never")] }, new WriteLine("never")] }));

        Expect(WorkflowSubStatus.Finished, "a", "after");
    }

    [Fact]
    [Trait("Scenario", "41 Blocking and breaking")]
    public async Task Break_AfterAWaitInAWhile_EndsTheLoop()
    {
        var body = new Sequence { Activities = [new Blocking { Id = "wait" }, new Break()] };
        await _run.StartAsync(new Sequence { Activities = [new While { Condition = new(true), Body = body }, new WriteLine("after")] });

        await _run.ResumeAsync("wait");

        Expect(WorkflowSubStatus.Finished, "after");
    }

    [Fact]
    [Trait("Scenario", "19 CanExecute")]
    public async Task CanExecute_False_RunsNothingMoreAndSaysSo()
    {
        await _run.StartAsync(new Sequence { Activities = [new Unready(), new WriteLine("never")] });

        _run.State.SubStatus.Should().Be(WorkflowSubStatus.Faulted);
        _run.Lines.Should().BeEmpty();
        _run.Commits[^1].Journal.Select(entry => entry.EventName).Should().Contain("Precondition Failed");
        _run.State.Incidents.Single().Message.Should().Contain("was not ready to run");
    }

    [Fact]
    [Trait("Scenario", "22 SetVariable")]
    public async Task Variables_OfTheSameNameInTwoScopes_TheNearestCounts()
    {
        var (outer, inner) = (new Variable<string>("v", "outer", "o"), new Variable<string>("v", "inner", "i"));
        var set = new SetVariable { Variable = inner, Value = new("changed") };

        await _run.StartAsync(new Sequence
        {
            Variables = [outer],
            Activities = [new Sequence { Variables = [inner], Activities = [set, Line("getVariable('v')")] }, Line("getVariable('v')")],
        });

        Expect(WorkflowSubStatus.Finished, "changed", "outer");
    }

    [Fact]
    [Trait("Scenario", "23 Scheduling outside the workflow")]
    public async Task Schedule_ActivityOfNoWorkflow_FaultsAndSaysSo()
    {
        await _run.StartAsync(new Stray());

        _run.State.Incidents.Single().Message.Should().Contain("is not part of the workflow");
    }

    [Fact]
    [Trait("Scenario", "24 Withdrawing scheduled work")]
    public async Task Cancel_OfAContainerByItself_WithdrawsWhatItHadQueued()
    {
        await _run.StartAsync(new Sequence { Activities = [new Fork { JoinMode = ForkJoinMode.WaitAny, Branches = [new WriteLine("first"), new Regret { Body = new WriteLine("never") }] }, new WriteLine("after")] });

        Expect(WorkflowSubStatus.Finished, "first", "after");
    }

    [Theory]
    [Trait("Scenario", "29 Join in a loop")]
    [InlineData(FlowJoinMode.WaitAny)]
    [InlineData(FlowJoinMode.WaitAll)]
    [InlineData(FlowJoinMode.WaitAllActive)]
    public async Task Join_InALoop_RunsOnceEachRound(FlowJoinMode mode)
    {
        var counter = new Variable<int>("n", 0);
        var flow = Flow.Of(
            "S->A; A->B; A->C; B->J; C->J; J->D; D->count; count->again; again:True->A; again:False->Z",
            new FlowJoin { Id = "J", Mode = new(mode) },
            new SetVariable { Id = "count", Variable = counter, Value = Scripts.JavaScript<object?>("getVariable('n') + 1") },
            new FlowDecision { Id = "again", Condition = Scripts.JavaScript<bool>("getVariable('n') < 3") });
        flow.Variables.Add(counter);

        await _run.StartAsync(flow);

        Expect(WorkflowSubStatus.Finished, ["S", .. Enumerable.Repeat<string[]>(["A", "B", "C", "D"], 3).SelectMany(round => round), "Z"]);
    }

    [Fact]
    [Trait("Scenario", "33 Braided branches")]
    public async Task Flowchart_BraidedBranches_RunEachNodeOnceAndInOrder()
    {
        await _run.StartAsync(Flow.Of("S->A; S->B; A->C; B->C; A->D; B->D; C->E; D->E"));

        Expect(WorkflowSubStatus.Finished, "S", "A", "B", "C", "D", "E");
    }

    [Fact]
    [Trait("Scenario", "35 Join in a ParallelForEach")]
    public async Task ParallelForEach_WhoseBodyJoins_Completes()
    {
        var body = Flow.Of("S->A; S->B; A->J; B->J; J->E", new FlowJoin { Id = "J", Mode = new(FlowJoinMode.WaitAll) });

        await _run.StartAsync(new Sequence { Activities = [new ParallelForEach { Items = new(new[] { 1, 2 }), Body = body }, new WriteLine("after")] });

        _run.State.SubStatus.Should().Be(WorkflowSubStatus.Finished);
        _run.Lines.Where(line => line == "E").Should().HaveCount(2);
        _run.Lines[^1].Should().Be("after");
    }

    [Fact]
    [Trait("Scenario", "46 Variables over bursts")]
    public async Task Variables_OverAWait_AreKeptByTheirDriver()
    {
        await _run.StartJsonAsync("""
            { "definitionId": "w",
              "variables": [
                { "id": "k", "name": "Kept", "typeName": "Int32", "isArray": true, "value": "[1, 2]", "storageDriverTypeName": "Elsa.Workflows.WorkflowInstanceStorageDriver, Elsa.Workflows.Core" },
                { "id": "l", "name": "Lost", "typeName": "Int32", "value": "1" } ],
              "root": { "type": "Elsa.Sequence", "activities": [
                { "type": "Elsa.RunJavaScript", "script": "setKept([1, 2, 3]); setLost(5);" },
                { "type": "Elsa.Event", "id": "wait", "eventName": "go" },
                { "type": "Elsa.WriteLine", "text": { "typeName": "String", "expression": { "type": "JavaScript", "value": "getKept().join() + ' ' + getLost()" } } } ] } }
            """);

        await _run.ResumeAsync("wait");

        Expect(WorkflowSubStatus.Finished, "1,2,3 1");
    }

    [Fact]
    [Trait("Scenario", "74 Workflow outputs")]
    public async Task Output_BoundToAWorkflowOutput_FillsIt()
    {
        await _run.StartJsonAsync("""
            { "definitionId": "w", "outputs": [ { "name": "Answer", "type": "Int32" } ],
              "root": { "type": "Elsa.RunJavaScript", "script": "return 42", "result": { "typeName": "Object", "memoryReference": { "id": "Answer" } } } }
            """);

        _run.State.Output.Should().ContainKey("Answer").WhoseValue.Should().Be(42);
    }

    [Theory]
    [Trait("Scenario", "73 Activity outputs")]
    [InlineData("3.8.0.0", "getResultFromCalc()", "7")]
    [InlineData(null, "getResultFromC1()", "7")]
    [InlineData("3.8.0.0", "getOutputFrom('Calc', 'Result')", "7")]
    [InlineData("3.8.0.0", "getLastResult()", "7")]
    public async Task Outputs_OfAnEarlierActivity_AreReadByNameOrId(string? toolVersion, string script, string expected)
    {
        await _run.StartJsonAsync($$"""
            { "definitionId": "w" {{(toolVersion is null ? string.Empty : $", \"toolVersion\": \"{toolVersion}\"")}},
              "root": { "type": "Elsa.Sequence", "activities": [
                { "type": "Elsa.RunJavaScript", "id": "c1", "name": "Calc", "script": "return 7" },
                { "type": "Elsa.WriteLine", "text": { "typeName": "String", "expression": { "type": "JavaScript", "value": "{{script}}" } } } ] } }
            """);

        Expect(WorkflowSubStatus.Finished, expected);
    }

    [Theory]
    [Trait("Scenario", "69 JavaScript")]
    [InlineData("isNullOrWhiteSpace(' ')", "True")]
    [InlineData("isNullOrEmpty('')", "True")]
    [InlineData("toJson({ a: 1 })", """{"a":1}""")]
    [InlineData("newGuidString().length", "36")]
    [InlineData("stringFromBase64(stringToBase64('hé'))", "hé")]
    [InlineData("bytesToString(bytesFromBase64('aGk='))", "hi")]
    [InlineData("bytesToBase64(bytesFromString('hi'))", "aGk=")]
    [InlineData("getWorkflowDefinitionId()", "w")]
    [InlineData("getWorkflowDefinitionVersion()", "1")]
    [InlineData("getWorkflowInstanceId()", "run")]
    [InlineData("setCorrelationId('c'); getCorrelationId()", "c")]
    [InlineData("setWorkflowInstanceName('n'); getWorkflowInstanceName()", "n")]
    [InlineData("getInput('P') + getP()", "pp")]
    [InlineData("typeof input + typeof output + typeof workflowInstanceId", "undefinedundefinedundefined")]
    [InlineData("setVariable('V', 'set'); getV()", "set")]
    [InlineData("(async () => 4)()", "4")]
    public async Task JavaScript_Helper_Answers(string script, string expected)
    {
        await _run.StartJsonAsync(
            $$"""
            { "definitionId": "w", "inputs": [ { "name": "P", "type": "String" } ], "variables": [ { "id": "v", "name": "V", "typeName": "String", "value": "old" } ],
              "root": { "type": "Elsa.WriteLine", "text": { "typeName": "String", "expression": { "type": "JavaScript", "value": {{System.Text.Json.JsonSerializer.Serialize(script)}} } } } }
            """,
            new Dictionary<string, object> { ["P"] = "p" });

        Expect(WorkflowSubStatus.Finished, expected);
    }

    /// <summary>The object is a copy: what it holds is written back after the script, and only what the script changed in it.</summary>
    [Theory]
    [Trait("Scenario", "70 JavaScript variables")]
    [InlineData("variables.V = 'new';", "new")]
    [InlineData("setVariable('V', 'set'); variables.V;", "set")]
    public async Task JavaScript_VariablesObject_IsWrittenBackAfterTheScript(string script, string expected)
    {
        await _run.StartJsonAsync($$"""
            { "definitionId": "w", "variables": [ { "id": "v", "name": "V", "typeName": "String", "value": "old" } ],
              "root": { "type": "Elsa.Sequence", "activities": [
                { "type": "Elsa.RunJavaScript", "script": "{{script}}" },
                { "type": "Elsa.WriteLine", "text": { "typeName": "String", "expression": { "type": "JavaScript", "value": "getV()" } } } ] } }
            """);

        Expect(WorkflowSubStatus.Finished, expected);
    }

    private static Sequence Loop(IActivity body) => new() { Activities = [new While { Condition = new(true), Body = body }, new WriteLine("after")] };

    private static WriteLine Line(string script) => new() { Text = Scripts.JavaScript<string?>(script) };

    private void Expect(WorkflowSubStatus subStatus, params string[] lines)
    {
        _run.State.Incidents.Should().BeEmpty();
        _run.Lines.Should().Equal(lines);
        _run.State.SubStatus.Should().Be(subStatus);
    }

    private sealed class Unready() : CodeActivity(source: null, line: null)
    {
        protected override bool CanExecute(ActivityExecutionContext context) => false;
    }

    private sealed class Stray() : Activity(source: null, line: null)
    {
        protected override ValueTask ExecuteAsync(ActivityExecutionContext context) => context.ScheduleActivityAsync(new WriteLine("elsewhere"));
    }

    private sealed class Regret() : Activity(source: null, line: null)
    {
        public IActivity? Body { get; init; }

        protected override async ValueTask ExecuteAsync(ActivityExecutionContext context)
        {
            await context.ScheduleActivityAsync(Body);
            await context.CancelActivityAsync();
        }
    }
}
