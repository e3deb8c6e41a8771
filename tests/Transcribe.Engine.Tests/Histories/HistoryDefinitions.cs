namespace Transcribe.Engine.Tests.Histories;

/// <summary>What stands in a history: instances of each definition that wait, were interrupted or had not begun, and what they have to come to.</summary>
internal static class HistoryDefinitions
{
    /// <summary>The gate of the interrupted task.</summary>
    public const string Gate = "history";

    /// <summary>The event that came before anybody waited for it.</summary>
    public const string EarlyEvent = "early";

    /// <summary>The recording since which histories have retries, replays, tests and what is told of failures.</summary>
    public static readonly Version WithRetries = new(0, 1, 0, 1);

    private const string Storage = "Elsa.Workflows.WorkflowInstanceStorageDriver, Elsa.Workflows.Core";

    private static readonly Dictionary<string, string> First = new(StringComparer.Ordinal)
    {
        ["sequence"] = "6",
        ["loop"] = "3",
        ["fork"] = "joined",
        ["each"] = "abc",
        ["delay"] = "woken",
        ["task"] = "reported",
        ["parent"] = "helped",
        ["interrupted"] = "went on",
        ["pending"] = "began",
    };

    private static readonly Dictionary<string, string> Second = new(StringComparer.Ordinal)
    {
        ["retried"] = "tried again",
        ["parked"] = "waited",
        ["replayed"] = "replayed",
        ["tested"] = "sample",
        ["token"] = "joined",
        ["alert"] = "It broke.",
    };

    /// <summary>The definitions that a recording has instances of, and the output of each at its end.</summary>
    public static IReadOnlyDictionary<string, string> OutcomesOf(Version recording) =>
        recording >= WithRetries ? First.Concat(Second).ToDictionary(StringComparer.Ordinal) : First;

    /// <summary>All definitions, in the order in which they can be published.</summary>
    public static IReadOnlyList<string> All { get; } =
    [
        Definition("sequence", Sequence(Set("variables.N + 5"), Event("sequence"), Output("variables.N + 1"))),
        Definition("loop", Flowchart(
            [Decision("variables.N < 3"), Event("loop"), Set("variables.N + 1"), Output("variables.N")],
            "decision:True>event-loop", "event-loop:Done>set", "set:Done>decision", "decision:False>output")),
        Definition("fork", Flowchart(
            [
                """{ "type": "Elsa.FlowFork", "id": "fork", "branches": { "typeName": "String[]", "expression": { "type": "Object", "value": "[\"A\",\"B\"]" } } }""",
                Delay("01:00:00"), Event("fork"), """{ "type": "Elsa.FlowJoin", "id": "join", "mode": "WaitAll" }""", Output("'joined'"),
            ],
            "fork:A>delay", "fork:B>event-fork", "delay:Done>join", "event-fork:Done>join", "join:Done>output")),
        Definition("each", Sequence(
            $$"""
            { "type": "Elsa.ForEach", "id": "each", "items": { "typeName": "Object", "expression": { "type": "JavaScript", "value": "['a', 'b', 'c']" } },
              "body": {{Sequence(Event("each"), Set("(variables.N || '') + getVariable('CurrentValue')"))}} }
            """,
            Output("variables.N"))),
        Definition("delay", Sequence(Delay("1.00:00:00"), Output("'woken'"))),
        Definition("task", Sequence("""{ "type": "Elsa.RunTask", "id": "task", "taskName": "approve" }""", Output("'reported'"))),
        Definition("child", Sequence(Event("child"), Output("'helped'"))),
        Definition("parent", Sequence(
            """{ "type": "Elsa.DispatchWorkflow", "id": "dispatch", "workflowDefinitionId": "child", "waitForCompletion": true }""", Output("getOutputFrom('dispatch').Out"))),
        Definition("interrupted", Sequence($$"""{ "type": "Test.Hold", "id": "hold", "gate": "{{Gate}}" }""", Output("'went on'"))),
        Definition("pending", Sequence(Output("'began'"))),
        Definition("late", Sequence(Event(EarlyEvent), Output("'came'"))),
        Definition("retried", Sequence(Fragile, Output("'tried again'")), custom: """{ "retry": { "attempts": 5, "firstGap": "01:00:00" } }"""),
        Definition("parked", Parallel(Sequence(Event("parked"), Output("'waited'")), Fragile)),
        Definition("replayed", Sequence(Give("before"), Event("replayed"), Give("after"), Output("'replayed'"))),
        Definition("tested", Sequence(Event("tested"), Give("real", """{ "pinned": { "outputs": { "Result": "sample" } } }"""), Output("variables.N"))),
        Definition("token", Flowchart(
            [Event("start"), Event("token"), Delay("01:00:00"), """{ "type": "Elsa.FlowJoin", "id": "join", "mode": "WaitAll" }""", Output("'joined'")],
            "event-start:Done>event-token", "event-start:Done>delay", "event-token:Done>join", "delay:Done>join", "join:Done>output")),
        Definition("limited", Sequence(Event("never")), custom: """{ "limits": { "duration": "1.00:00:00" } }"""),
        Definition("alert", Sequence(
            """{ "type": "Transcribe.RunFailed", "id": "failed", "result": { "typeName": "RunFailure", "memoryReference": { "id": "n" } }, "customProperties": { "canStartWorkflow": true } }""",
            Output("getVariable('N').Message"))),
        Definition("failing", Sequence(Fragile), custom: """{ "errorWorkflow": "alert" }"""),
        Definition("timer", Sequence("""{ "type": "Elsa.Timer", "id": "timer", "interval": "12:00:00", "customProperties": { "canStartWorkflow": true } }""")),
    ];

    private const string Fragile = """{ "type": "Test.Fragile", "id": "fragile" }""";

    private static string Definition(string id, string root, string custom = "{}") => $$"""
        { "definitionId": "{{id}}", "customProperties": {{custom}}, "variables": [{ "id": "n", "name": "N", "typeName": "Object", "storageDriverTypeName": "{{Storage}}" }],
          "outputs": [{ "name": "Out", "type": "Object" }], "root": {{root}} }
        """;

    private static string Sequence(params string[] activities) => $$"""{ "type": "Elsa.Sequence", "activities": [ {{string.Join(", ", activities)}} ] }""";

    private static string Parallel(params string[] branches) => $$"""{ "type": "Elsa.Parallel", "activities": [ {{string.Join(", ", branches)}} ] }""";

    private static string Flowchart(string[] activities, params string[] connections) =>
        $$"""{ "type": "Elsa.Flowchart", "id": "flow", "activities": [ {{string.Join(", ", activities)}} ], "connections": [ {{string.Join(", ", connections.Select(Connection))}} ] }""";

    private static string Connection(string text) => text.Split(':', '>') is [var source, var port, var target]
        ? $$"""{ "source": { "activity": "{{source}}", "port": "{{port}}" }, "target": { "activity": "{{target}}", "port": "In" } }"""
        : throw new FormatException(text);

    private static string Event(string name) => $$"""{ "type": "Elsa.Event", "id": "event-{{name}}", "eventName": "{{name}}" }""";

    private static string Give(string value, string custom = "{}") =>
        $$"""{ "type": "Test.Give", "id": "give-{{value}}", "value": "{{value}}", "customProperties": {{custom}}, "result": { "memoryReference": { "id": "n" } } }""";

    private static string Delay(string timeSpan) => $$"""{ "type": "Elsa.Delay", "id": "delay", "timeSpan": "{{timeSpan}}" }""";

    private static string Decision(string condition) =>
        $$"""{ "type": "Elsa.FlowDecision", "id": "decision", "condition": { "typeName": "Boolean", "expression": { "type": "JavaScript", "value": "{{condition}}" } } }""";

    private static string Set(string script) =>
        $$"""{ "type": "Elsa.SetVariable", "id": "set", "variable": { "id": "n", "name": "N" }, "value": { "typeName": "Object", "expression": { "type": "JavaScript", "value": "{{script}}" } } }""";

    private static string Output(string script) =>
        $$"""{ "type": "Elsa.SetOutput", "id": "output", "outputName": "Out", "outputValue": { "typeName": "Object", "expression": { "type": "JavaScript", "value": "{{script}}" } } }""";
}
