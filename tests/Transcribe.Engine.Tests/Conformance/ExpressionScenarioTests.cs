using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using Transcribe.Engine.Activities;
using Transcribe.Engine.Authoring;
using Transcribe.Engine.Expressions;
using Transcribe.Engine.State;
using Transcribe.Engine.Tests.Support;
using Transcribe.Engine.Values;
using static Transcribe.Engine.Tests.Support.Scripts;

namespace Transcribe.Engine.Tests.Conformance;

/// <summary>Scenarios of upstream's own tests: expressions, evaluation and what a state keeps.</summary>
public sealed class ExpressionScenarioTests
{
    private readonly TestRun _run = new();

    [Theory]
    [Trait("Scenario", "69 JavaScript")]
    [InlineData("'text'", "text")]
    [InlineData("JSON.parse('true')", "True")]
    [InlineData("({ a: [1, 2] })", """{"a":[1,2]}""")]
    [InlineData("[1, 'x', null]", """[1,"x",null]""")]
    [InlineData("return 1 + 1", "2")]
    [InlineData("undefined", null)]
    public async Task JavaScript_Value_IsTextAsUpstreamHasIt(string script, string? expected)
    {
        await _run.StartAsync(new Sequence { Activities = [Line(script), new WriteLine("after")] });

        _run.State.Incidents.Should().BeEmpty();
        _run.Lines.Should().Equal(expected is null ? ["after"] : [expected, "after"]);
    }

    [Fact]
    [Trait("Scenario", "69 JavaScript")]
    public async Task JavaScript_Enumeration_IsTheNameOfItsMember()
    {
        await _run.StartAsync(new Sequence { Variables = [new Variable("Day", DayOfWeek.Friday)], Activities = [Line("typeof getDay() + ' ' + getDay() + ' ' + variables.Day")] });

        _run.Lines.Should().Equal("string Friday Friday");
    }

    [Theory]
    [Trait("Scenario", "69 JavaScript")]
    [InlineData("while (true) {}")]
    [InlineData("let i = 0; while (i >= 0) { i++; }")]
    [InlineData("const all = []; while (true) { all.push('x'.repeat(100000)); }")]
    [InlineData("const f = () => f(); f()")]
    public async Task JavaScript_WithoutEnd_IsStoppedByItsLimits(string script)
    {
        var limits = new JavaScriptOptions { Timeout = TimeSpan.FromSeconds(2), MaxStatements = 20_000, MemoryLimit = 8 * 1024 * 1024 };
        var run = new TestRun(services => services.AddSingleton(limits));

        await run.StartAsync(Line(script));

        run.State.SubStatus.Should().Be(WorkflowSubStatus.Faulted);
    }

    [Theory]
    [Trait("Scenario", "71 Lists and arrays")]
    [InlineData("getList().map(x => x * 2).join()", "2,4,6")]
    [InlineData("getList().filter(x => x > 1).length", "2")]
    [InlineData("[...getList(), 4].length + ' ' + getList().includes(2)", "4 True")]
    [InlineData("variables.List.reduce((sum, x) => sum + x, 0)", "6")]
    [InlineData("getList().find(x => x === 3)", "3")]
    [InlineData("getProjected().join()", "10,20")]
    public async Task JavaScript_DotNetLists_AreArrays(string script, string expected)
    {
        var projected = new[] { 1, 2 }.Select(x => x * 10);
        await _run.StartAsync(new Sequence { Variables = [new Variable("List", new List<int> { 1, 2, 3 }), new Variable("Projected", projected)], Activities = [Line(script)] });

        _run.State.Incidents.Should().BeEmpty();
        _run.Lines.Single().Should().BeEquivalentTo(expected);
    }

    [Fact]
    [Trait("Scenario", "72 Evaluation")]
    public async Task Input_ThatFails_NamesItselfInTheFault()
    {
        await _run.StartAsync(Line("nowhere.at"));

        _run.State.Incidents.Single().Message.Should().StartWith("Failed to evaluate activity input 'Text': ");
    }

    [Fact]
    [Trait("Scenario", "72 Evaluation")]
    public async Task Inputs_OfAnExecution_AreInItsStateAndEvaluatedAnewWhenItIsResumed()
    {
        var seen = new Variable<string>("Seen", "first") { StorageDriverType = typeof(WorkflowInstanceStorageDriver) };
        var reader = new Reader { Id = "reader", Text = JavaScript<string>("getSeen()"), Nothing = new((string?)null), Fixed = new("fixed") };
        await _run.StartAsync(new Sequence { Variables = [seen], Activities = [reader, Line("getLastResult()")] });

        await _run.ResumeAsync("reader");

        _run.Lines.Should().Equal("first,,fixed", "second,,fixed");
    }

    [Theory]
    [Trait("Scenario", "75 Serialization")]
    [InlineData("""{ "a": 1, "list": [ 1, "two", null, { "b": [] } ], "$ref": "kept", "$id": 3 }""")]
    [InlineData("""[ [ 1, 2 ], { "_x": true }, 1.5, "text" ]""")]
    [InlineData("""{ "_type": "Guid", "_value": "sent from outside" }""")]
    [InlineData("""{ "_type": "TimeSpan", "of": "nothing" }""")]
    public void Values_OfMixedKinds_ComeBackAsTheyWere(string json)
    {
        var value = JsonValues.ToPlain(JsonElement.Parse(json));

        var back = Kept(value);

        JsonSerializer.Serialize(back).Should().Be(JsonSerializer.Serialize(value));
    }

    [Fact]
    [Trait("Scenario", "77 Payloads without an alias")]
    public void Payload_WithoutAnAlias_ComesBackAsItsMembersAndWithOneAsItself()
    {
        TypeAliases.Register(typeof(Named), "TestNamed");

        Kept(new Nameless("x")).Should().BeAssignableTo<IDictionary<string, object?>>().Which.Should().Contain("name", "x");
        Kept(new Named("x")).Should().Be(new Named("x"));
        ValueConverter.To<Nameless>(Kept(new Nameless("x"))).Should().Be(new Nameless("x"));
    }

    private static object? Kept(object? value)
    {
        var state = new WorkflowState { Id = "i", DefinitionId = "d", DefinitionVersionId = "v", Properties = new Dictionary<string, object?> { ["value"] = value } };
        return WorkflowStateSerializer.Deserialize(WorkflowStateSerializer.Serialize(state)).Properties["value"];
    }

    private static WriteLine Line(string script) => new() { Text = JavaScript<string?>(script) };

    private sealed record Nameless(string Name);

    private sealed record Named(string Name);

    /// <summary>Writes what it knows of its inputs, then changes a variable, waits, and writes them again.</summary>
    private sealed class Reader() : Activity(source: null, line: null)
    {
        public Input<string> Text { get; set; } = null!;

        public Input<string?> Nothing { get; set; } = null!;

        public Input<string> Fixed { get; set; } = null!;

        protected override void Execute(ActivityExecutionContext context)
        {
            Write(context);
            context.SetVariable("Seen", "second");
            context.CreateBookmark(OnResumedAsync);
        }

        private ValueTask OnResumedAsync(ActivityExecutionContext context)
        {
            context.SetResult(Write(context));
            return context.CompleteActivityAsync();
        }

        private static string Write(ActivityExecutionContext context)
        {
            var text = string.Join(',', new[] { nameof(Text), nameof(Nothing), nameof(Fixed) }.Select(name => context.ActivityState[name]));
            if (context.Bookmarks.Any())
                return text;

            context.GetRequiredService<IStandardOutStreamProvider>().GetTextWriter().WriteLine(text);
            return text;
        }
    }
}
