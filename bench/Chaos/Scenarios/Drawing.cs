namespace Transcribe.Bench.Chaos.Scenarios;

/// <summary>The parts that the definitions are drawn from.</summary>
internal static class Drawing
{
    private const string Storage = "Elsa.Workflows.WorkflowInstanceStorageDriver, Elsa.Workflows.Core";

    /// <summary>A definition with a counter <c>N</c> and its parent's id; both survive suspensions.</summary>
    public static string Definition(string id, string root) => $$"""
        { "definitionId": "{{id}}", "name": "{{id}}",
          "variables": [{ "id": "n", "name": "N", "typeName": "Int32", "value": "0", "storageDriverTypeName": "{{Storage}}" }],
          "inputs": [{ "name": "ParentInstanceId", "type": "String", "storageDriverType": "{{Storage}}" }],
          "root": {{root}} }
        """;

    public static string Sequence(string id, params string[] activities) =>
        $$"""{ "type": "Elsa.Sequence", "id": "{{id}}", "activities": [ {{string.Join(", ", activities)}} ] }""";

    /// <summary>A flowchart; a connection is written <c>a:Port>b</c>.</summary>
    public static string Flowchart(string start, string[] activities, params string[] connections) =>
        $$"""{ "type": "Elsa.Flowchart", "id": "flow", "start": "{{start}}", "activities": [ {{string.Join(", ", activities)}} ], "connections": [ {{string.Join(", ", connections.Select(Connection))}} ] }""";

    public static string Endpoint(string path) =>
        $$"""{ "type": "Elsa.HttpEndpoint", "id": "request", "path": "{{path}}", "supportedMethods": ["POST"], "customProperties": { "canStartWorkflow": true } }""";

    public static string Answer() => """{ "type": "Elsa.WriteHttpResponse", "id": "answer", "content": "done" }""";

    /// <summary>A call that the world outside notes: which run, which step, which turn of it.</summary>
    public static string Effect(Uri outside, string step, string turn = "0", string run = "getWorkflowInstanceId()") => $$"""
        { "type": "Elsa.SendHttpRequest", "id": "{{step}}", "url": "{{new Uri(outside, "effects")}}", "method": "POST", "contentType": "application/json",
          "content": { "typeName": "Object", "expression": { "type": "JavaScript", "value": "({ run: {{run}}, step: '{{step}}/' + ({{turn}}) })" } } }
        """;

    public static string Count() => """
        { "type": "Elsa.SetVariable", "id": "count", "variable": { "id": "n", "name": "N" },
          "value": { "typeName": "Object", "expression": { "type": "JavaScript", "value": "variables.N + 1" } } }
        """;

    public static string IsBelow(int limit) => $$"""
        { "type": "Elsa.FlowDecision", "id": "more", "condition": { "typeName": "Boolean", "expression": { "type": "JavaScript", "value": "variables.N < {{limit}}" } } }
        """;

    public static string Delay(string id, string timeSpan) => $$"""{ "type": "Elsa.Delay", "id": "{{id}}", "timeSpan": "{{timeSpan}}" }""";

    /// <summary>Waits for an event that is meant for this run alone.</summary>
    public static string Event(string name) => $$"""
        { "type": "Elsa.Event", "id": "{{name}}", "eventName": { "typeName": "String", "expression": { "type": "JavaScript", "value": "'{{name}}-' + getWorkflowInstanceId()" } } }
        """;

    public static string Fork(params string[] branches) =>
        $$"""{ "type": "Elsa.FlowFork", "id": "fork", "branches": { "typeName": "String[]", "expression": { "type": "Object", "value": "[{{string.Join(',', branches.Select(branch => $"\\\"{branch}\\\""))}}]" } } }""";

    public static string Join() => """{ "type": "Elsa.FlowJoin", "id": "join", "mode": "WaitAll" }""";

    public static string Child(string definitionId) =>
        $$"""{ "type": "Elsa.DispatchWorkflow", "id": "child", "workflowDefinitionId": "{{definitionId}}", "waitForCompletion": true }""";

    public static string Every(string interval) =>
        $$"""{ "type": "Elsa.Timer", "id": "timer", "interval": "{{interval}}", "customProperties": { "canStartWorkflow": true } }""";

    private static string Connection(string text)
    {
        var (source, port, target) = text.Split(':', '>') is [var from, var outcome, var to] ? (from, outcome, to) : throw new FormatException(text);
        return $$"""{ "source": { "activity": "{{source}}", "port": "{{port}}" }, "target": { "activity": "{{target}}", "port": "In" } }""";
    }
}
