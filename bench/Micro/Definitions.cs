namespace Transcribe.Bench.Micro;

/// <summary>What is run.</summary>
internal static class Definitions
{
    private const string Storage = "Elsa.Workflows.WorkflowInstanceStorageDriver, Elsa.Workflows.Core";

    /// <summary>A sequence of three activities that do nothing.</summary>
    public const string ThreeNothings = """
        { "definitionId": "three", "root": { "type": "Elsa.Sequence", "id": "seq", "activities": [
          { "type": "Bench.Nothing", "id": "a" }, { "type": "Bench.Nothing", "id": "b" }, { "type": "Bench.Nothing", "id": "c" }] } }
        """;

    /// <summary>Ten turns around a decision and a script.</summary>
    public const string Loop = """
        { "definitionId": "loop", "variables": [{ "id": "n", "name": "N", "typeName": "Int32", "value": "0" }],
          "root": { "type": "Elsa.Flowchart", "id": "flow", "start": "more", "activities": [
            { "type": "Elsa.FlowDecision", "id": "more", "condition": { "typeName": "Boolean", "expression": { "type": "JavaScript", "value": "variables.N < 10" } } },
            { "type": "Elsa.SetVariable", "id": "count", "variable": { "id": "n", "name": "N" },
              "value": { "typeName": "Object", "expression": { "type": "JavaScript", "value": "variables.N + 1" } } },
            { "type": "Bench.Nothing", "id": "end" }],
          "connections": [
            { "source": { "activity": "more", "port": "True" }, "target": { "activity": "count", "port": "In" } },
            { "source": { "activity": "count", "port": "Done" }, "target": { "activity": "more", "port": "In" } },
            { "source": { "activity": "more", "port": "False" }, "target": { "activity": "end", "port": "In" } }] } }
        """;

    /// <summary>Waits for an event, with variables that survive.</summary>
    public const string Waiting = $$"""
        { "definitionId": "waiting", "variables": [{ "id": "n", "name": "N", "typeName": "Object", "value": "text", "storageDriverTypeName": "{{Storage}}" }],
          "root": { "type": "Elsa.Sequence", "id": "seq", "activities": [{ "type": "Elsa.Event", "id": "event", "eventName": "go" }] } }
        """;

    /// <summary>Sets a variable to what an expression gives.</summary>
    public static string Computed(string type, string value) => $$"""
        { "definitionId": "computed", "variables": [{ "id": "n", "name": "N", "typeName": "Object", "value": "1" }],
          "root": { "type": "Elsa.SetVariable", "id": "set", "variable": { "id": "n", "name": "N" },
                    "value": { "typeName": "Object", "expression": { "type": "{{type}}", "value": {{value}} } } } }
        """;
}
