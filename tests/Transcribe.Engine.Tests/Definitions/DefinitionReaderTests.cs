using Transcribe.Engine.Authoring;
using Transcribe.Engine.Definitions;
using Transcribe.Engine.Tests.Support;

namespace Transcribe.Engine.Tests.Definitions;

public sealed class DefinitionReaderTests
{
    private readonly TestRun _run = new();

    [Fact]
    public async Task Definition_CorrelatedEvent_SuspendsAndFillsTheOutputWhenResumed()
    {
        await _run.StartJsonAsync(Approval, new Dictionary<string, object> { ["DocumentId"] = "D-1" });
        _run.State.SubStatus.Should().Be(WorkflowSubStatus.Suspended);
        _run.State.CorrelationId.Should().Be("D-1");
        _run.State.Bookmarks.Should().ContainSingle().Which.Hash.Should().Be("66EBA28A8A52376771ACB1B1961280D1934ABA0134CA84F60F58536ED1AF4DF3", "upstream computes the same");

        await _run.ResumeAsync("ev", new Dictionary<string, object> { ["EventPayload"] = new Dictionary<string, object> { ["approved"] = true } });

        _run.State.Incidents.Should().BeEmpty();
        _run.State.SubStatus.Should().Be(WorkflowSubStatus.Finished);
        _run.State.Output.Should().ContainKey("Approved").WhoseValue.Should().Be(true);
    }

    [Theory]
    [InlineData("""{ "type": "Elsa.WriteLine", "text": "plain" }""", "plain")]
    [InlineData("""{ "type": "Elsa.WriteLine", "Text": { "typeName": "String", "expression": { "type": "Literal", "value": 5 } } }""", "5")]
    [InlineData("""{ "type": "Elsa.WriteLine", "text": { "typeName": "NoSuchType", "expression": { "type": "JavaScript", "value": "getN()" } } }""", "7")]
    public async Task Definition_InputForms_AreAllUnderstood(string root, string line)
    {
        await _run.StartJsonAsync($$"""{ "definitionId": "d", "variables": [{ "id": "v1", "name": "N", "typeName": "Int32", "value": "7" }], "root": {{root}} }""");

        _run.Lines.Should().Equal(line);
    }

    [Fact]
    public async Task Definition_UnknownActivityType_LoadsAndFaultsClearly()
    {
        await _run.StartJsonAsync("""{ "definitionId": "d", "root": { "type": "No.Such", "id": "x" } }""");

        _run.State.Incidents.Should().ContainSingle().Which.Message.Should().Contain("Activity type 'No.Such' version '1' could not be found.");
    }

    [Fact]
    public async Task Definition_WithoutRoot_FinishesAtOnce()
    {
        await _run.StartJsonAsync("""{ "definitionId": "d", "root": null }""");

        _run.State.SubStatus.Should().Be(WorkflowSubStatus.Finished);
    }

    [Fact]
    public void Read_BrokenJson_NamesLineAndColumn()
    {
        var reading = () => DefinitionReader.Read("{\n  \"definitionId\": nonsense\n}");

        reading.Should().Throw<DefinitionException>().WithMessage("Line 2, column*not valid JSON*");
    }

    [Fact]
    public void Materialize_DuplicateIds_NamesThem()
    {
        var definition = DefinitionReader.Read("""{ "definitionId": "d", "root": { "type": "Elsa.Sequence", "id": "s", "activities": [{ "type": "Elsa.End", "id": "a" }, { "type": "Elsa.End", "id": "a" }] } }""");

        var materializing = () => _run.Materializer.Materialize(definition);

        materializing.Should().Throw<DefinitionException>().WithMessage("*Two activities have the id 'a'*");
    }

    [Fact]
    public void Validate_ScriptThatDoesNotParse_NamesActivityInputAndPlace()
    {
        var graph = _run.Materializer.Materialize(DefinitionReader.Read(
            """{ "definitionId": "d", "root": { "type": "Elsa.WriteLine", "name": "Greet", "text": { "typeName": "String", "expression": { "type": "JavaScript", "value": "1 +" } } } }"""));

        var problem = _run.Materializer.Validate(graph).Should().ContainSingle().Subject;

        problem.ActivityId.Should().Be("Greet");
        problem.Property.Should().Be("Text");
        problem.Message.Should().Be("Line 1, column 4: Unexpected end of input");
    }

    [Fact]
    public void Definition_MissingIds_AreGeneratedTheSameEachTime()
    {
        const string Json = """{ "definitionId": "d", "root": { "type": "Elsa.Sequence", "activities": [{ "type": "Elsa.WriteLine" }, { "type": "Elsa.WriteLine" }] } }""";

        var ids = Enumerable.Range(0, 2).Select(_ => _run.Materializer.Materialize(DefinitionReader.Read(Json)).Nodes.Select(node => node.NodeId).ToList()).ToList();

        ids[0].Should().Equal(ids[1]);
        ids[0].Should().Contain("Workflow1:Sequence1:WriteLine2");
    }

    private const string Approval = """
        {
          "definitionId": "approval", "name": "Approval", "version": 1, "toolVersion": "3.8.0.0", "isLatest": true, "isPublished": true,
          "inputs": [{ "type": "String", "name": "DocumentId", "storageDriverType": "Elsa.Workflows.WorkflowInstanceStorageDriver, Elsa.Workflows.Core" }],
          "outputs": [{ "type": "Boolean", "name": "Approved" }],
          "variables": [{ "id": "v-decision", "name": "Decision", "typeName": "Object", "storageDriverTypeName": "Elsa.Workflows.WorkflowInstanceStorageDriver, Elsa.Workflows.Core" }],
          "root": {
            "id": "flow", "type": "Elsa.Flowchart", "version": 1,
            "activities": [
              { "id": "cor", "type": "Elsa.Correlate", "version": 1, "correlationId": { "typeName": "String", "expression": { "type": "Input", "value": { "name": "DocumentId", "type": "String" } } } },
              { "id": "ev", "type": "Elsa.Event", "version": 1, "name": "Approval", "eventName": { "typeName": "String", "expression": { "type": "Literal", "value": "Approval" } },
                "result": { "typeName": "Object", "memoryReference": { "id": "v-decision" } }, "customProperties": { "canStartWorkflow": false } },
              { "id": "dec", "type": "Elsa.FlowDecision", "version": 1, "condition": { "typeName": "Boolean", "expression": { "type": "JavaScript", "value": "variables.Decision.approved === true" } } },
              { "id": "ok", "type": "Elsa.SetOutput", "version": 1, "outputName": { "typeName": "String", "expression": { "type": "Literal", "value": "Approved" } }, "outputValue": { "typeName": "Object", "expression": { "type": "Literal", "value": true } } },
              { "id": "no", "type": "Elsa.SetOutput", "version": 1, "outputName": { "typeName": "String", "expression": { "type": "Literal", "value": "Approved" } }, "outputValue": { "typeName": "Object", "expression": { "type": "Literal", "value": false } } }
            ],
            "connections": [
              { "source": { "activity": "cor", "port": "Done" }, "target": { "activity": "ev", "port": "In" } },
              { "source": { "activity": "ev", "port": "Done" }, "target": { "activity": "dec", "port": "In" } },
              { "source": { "activity": "dec", "port": "True" }, "target": { "activity": "ok", "port": "In" } },
              { "source": { "activity": "dec", "port": "False" }, "target": { "activity": "no", "port": "In" } }
            ]
          }
        }
        """;
}
