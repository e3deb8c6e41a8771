using Transcribe.Engine.Authoring;

namespace Transcribe.Bench.Load;

/// <summary>The workflows that are measured.</summary>
internal static class Workloads
{
    /// <summary>The event that everybody at <see cref="WaitTogether"/> waits for.</summary>
    public const string SharedEvent = "all";

    // BARS.md asks how long a start takes with this many.
    private const int Definitions = 50;

    /// <summary>All of them by their ids, and as many others as a server has.</summary>
    public static IEnumerable<(string Id, string Json)> All
    {
        get
        {
            (string Id, string Json)[] measured = [("hello", Hello), ("steps", Steps), ("wait", Wait), ("together", WaitTogether), ("long", Long)];
            var others = Enumerable.Range(measured.Length, Definitions - measured.Length).Select(number => $"steps{number}");
            return [.. measured, .. others.Select(id => (id, Steps.Replace("\"steps\"", $"\"{id}\"", StringComparison.Ordinal)))];
        }
    }

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

    /// <summary>Answers, then waits for an event of its own.</summary>
    private const string Wait = """
        { "definitionId": "wait", "root": { "type": "Elsa.Sequence", "id": "seq", "activities": [
          { "type": "Elsa.HttpEndpoint", "id": "request", "path": "wait", "customProperties": { "canStartWorkflow": true } },
          { "type": "Elsa.WriteHttpResponse", "id": "respond", "content": "waiting" },
          { "type": "Elsa.Event", "id": "event", "eventName": { "typeName": "String", "expression": { "type": "JavaScript", "value": "getWorkflowInstanceId()" } } }] } }
        """;

    /// <summary>Answers, then waits for an event that all wait for.</summary>
    private const string WaitTogether = $$"""
        { "definitionId": "together", "root": { "type": "Elsa.Sequence", "id": "seq", "activities": [
          { "type": "Elsa.HttpEndpoint", "id": "request", "path": "together", "customProperties": { "canStartWorkflow": true } },
          { "type": "Elsa.WriteHttpResponse", "id": "respond", "content": "waiting" },
          { "type": "Elsa.Event", "id": "event", "eventName": "{{SharedEvent}}" }] } }
        """;

    /// <summary>Does something that lasts until the process is killed.</summary>
    private const string Long = """
        { "definitionId": "long", "root": { "type": "Elsa.Sequence", "id": "seq", "activities": [{ "type": "Bench.Hold", "id": "hold" }] } }
        """;
}

/// <summary>An effect outside that never ends in a server that holds, and is over at once in any other.</summary>
[Activity("Bench", "Bench", Kind = ActivityKind.Task)]
public sealed class Hold() : CodeActivity(source: null, line: null)
{
    /// <inheritdoc/>
    protected override async ValueTask ExecuteAsync(ActivityExecutionContext context)
    {
        var holding = context.GetRequiredService<Holding>();
        if (!holding.Holds)
            return;

        holding.Arrive();
        await Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, context.CancellationToken);
    }
}

/// <summary>Whether the server holds, and how many it holds.</summary>
internal sealed class Holding(bool holds)
{
    private int _arrived;

    public bool Holds { get; } = holds;

    public int Arrived => Volatile.Read(ref _arrived);

    public void Arrive() => Interlocked.Increment(ref _arrived);
}
