namespace Transcribe.Bench.Load;

/// <summary>The workflows that are measured.</summary>
internal static class Workloads
{
    /// <summary>All of them.</summary>
    public static IEnumerable<string> All => [Hello, Steps];

    /// <summary>HTTP endpoint → write response.</summary>
    private const string Hello = """
        { "definitionId": "hello", "root": { "type": "Elsa.Sequence", "id": "seq", "activities": [
          { "type": "Elsa.HttpEndpoint", "id": "request", "path": "hello", "customProperties": { "canStartWorkflow": true } },
          { "type": "Elsa.WriteHttpResponse", "id": "respond", "content": "hello" }] } }
        """;

    /// <summary>20 steps with a loop and JavaScript.</summary>
    private const string Steps = """
        { "definitionId": "steps", "variables": [{ "id": "n", "name": "N", "typeName": "Int32", "value": "0" }],
          "root": { "type": "Elsa.Sequence", "id": "seq", "activities": [
            { "type": "Elsa.HttpEndpoint", "id": "request", "path": "steps", "customProperties": { "canStartWorkflow": true } },
            { "type": "Elsa.While", "id": "loop",
              "condition": { "typeName": "Boolean", "expression": { "type": "JavaScript", "value": "variables.N < 9" } },
              "body": { "type": "Elsa.SetVariable", "id": "count", "variable": { "id": "n", "name": "N" },
                        "value": { "typeName": "Object", "expression": { "type": "JavaScript", "value": "variables.N + 1" } } } },
            { "type": "Elsa.WriteHttpResponse", "id": "respond", "content": { "typeName": "Object", "expression": { "type": "JavaScript", "value": "variables.N" } } }] } }
        """;
}
