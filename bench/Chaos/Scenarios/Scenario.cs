using static Transcribe.Bench.Chaos.Scenarios.Drawing;

namespace Transcribe.Bench.Chaos.Scenarios;

/// <summary>A workflow that clients start, and what each run of it does to the world outside.</summary>
/// <param name="Name">Its path.</param>
/// <param name="Effects">The effects of a run, as <c>step/turn</c>.</param>
/// <param name="Events">The events that a run waits for.</param>
internal sealed record Scenario(string Name, string[] Effects, params string[] Events)
{
    /// <summary>The workflow that the clock starts.</summary>
    public const string Tick = "tick";

    /// <summary>The distance of its runs.</summary>
    public static readonly TimeSpan TickInterval = TimeSpan.FromSeconds(1);

    private const string ChildName = "helper";

    /// <summary>What clients start.</summary>
    public static IReadOnlyList<Scenario> All { get; } =
    [
        new("loop", ["call/0", "call/1", "call/2"]),
        new("fork", ["left/0", "right/0", "later/0", "joined/0"]),
        new("wait", ["first/0", "second/0"], "go", "on"),
        new("timer", ["turn/0", "turn/1", "turn/2"]),
        new("parent", ["helped/0", "after/0"]),
    ];

    /// <summary>Writes all definitions into a folder.</summary>
    /// <param name="folder">The folder; it is made.</param>
    /// <param name="outside">The world outside.</param>
    public static void Write(string folder, Uri outside)
    {
        Directory.CreateDirectory(folder);
        foreach (var (name, definition) in Definitions(outside))
            File.WriteAllText(Path.Combine(folder, name + ".json"), definition);
    }

    private static Dictionary<string, string> Definitions(Uri outside) => new Dictionary<string, string>(StringComparer.Ordinal)
    {
        ["loop"] = Definition("loop", Flowchart(
            "request",
            [Endpoint("loop"), IsBelow(3), Effect(outside, "call", "variables.N"), Count(), Answer()],
            "request:Done>more", "more:True>call", "call:Done>count", "count:Done>more", "more:False>answer")),
        ["fork"] = Definition("fork", Flowchart(
            "request",
            [Endpoint("fork"), Answer(), Fork("A", "B", "C"), Effect(outside, "left"), Delay("pause", "00:00:00.3"), Effect(outside, "later"), Effect(outside, "right"), Join(), Effect(outside, "joined")],
            "request:Done>answer", "answer:Done>fork", "fork:A>left", "fork:B>pause", "pause:Done>later", "fork:C>right",
            "left:Done>join", "later:Done>join", "right:Done>join", "join:Done>joined")),
        ["wait"] = Definition("wait", Sequence(
            "root", Endpoint("wait"), Answer(), Event("go"), Effect(outside, "first"), Event("on"), Effect(outside, "second"))),
        ["timer"] = Definition("timer", Flowchart(
            "request",
            [Endpoint("timer"), Answer(), IsBelow(3), Delay("pause", "00:00:00.2"), Effect(outside, "turn", "variables.N"), Count()],
            "request:Done>answer", "answer:Done>more", "more:True>pause", "pause:Done>turn", "turn:Done>count", "count:Done>more")),
        ["parent"] = Definition("parent", Sequence("root", Endpoint("parent"), Answer(), Child(ChildName), Effect(outside, "after"))),
        [ChildName] = Definition(ChildName, Sequence("root", Delay("pause", "00:00:00.1"), Effect(outside, "helped", run: "getInput('ParentInstanceId')"))),
        [Tick] = Definition(Tick, Sequence("root", Every(TickInterval.ToString()), Effect(outside, "tick"))),
    };
}
