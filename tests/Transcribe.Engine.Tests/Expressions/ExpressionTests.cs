using Transcribe.Engine.Activities;
using Transcribe.Engine.Authoring;
using Transcribe.Engine.Tests.Support;

namespace Transcribe.Engine.Tests.Expressions;

public sealed class ExpressionTests
{
    private readonly TestRun _run = new();

    [Theory]
    [InlineData("JavaScript", "1 + 1", "2")]
    [InlineData("JavaScript", "return 'early'; 'late'", "early")]
    [InlineData("JavaScript", "(async () => 4)()", "4")]
    [InlineData("JavaScript", "({ a: 1 })", "{\"a\":1}")]
    [InlineData("JavaScript", "[1, 2]", "[1,2]")]
    [InlineData("JavaScript", "true", "True")]
    [InlineData("JavaScript", "`Hello ${getInput('name') ?? 'world'}`", "Hello Bo")]
    [InlineData("JavaScript", "getNothing === undefined", null)]
    [InlineData("Liquid", "Hello {{ Input.name | upcase }}", "Hello BO")]
    [InlineData("Liquid", "{% for i in Variables.List %}{{ i }};{% endfor %}", "1;2;")]
    [InlineData("Liquid", "{{ 'hé' | base64 }}", "aMOp")]
    [InlineData("Liquid", "{{ Input | keys | join: ',' }}", "name")]
    [InlineData("Literal", "plain", "plain")]
    public async Task Expression_OfEachLanguage_GivesItsText(string type, string text, string? expected)
    {
        await StartAsync(type, text);

        if (expected is null)
            _run.State.Incidents.Should().ContainSingle().Which.Message.Should().Contain("Failed to evaluate activity input 'Text'");
        else
            _run.Lines.Should().Equal(expected);
    }

    [Fact]
    public async Task Liquid_FilterOfTheHost_GetsTheValueAndItsArguments()
    {
        var run = new TestRun(services => Transcribe.Engine.Execution.EngineServices.AddLiquidFilter<Shout>(services, "shout"));

        await run.StartAsync(new WriteLine { Text = new(new Expression("Liquid", "{{ 'hi' | shout: 2 | append: '?' }}")) });

        run.Lines.Should().Equal("HI!!?");
    }

    [Fact]
    public async Task Liquid_TemplateThatDoesNotParse_FaultsWithLineAndColumn()
    {
        await StartAsync("Liquid", "Hello\n{% if %}");

        _run.State.Incidents.Should().ContainSingle().Which.Message.Should().Contain("Line 2, column");
    }

    [Fact]
    public async Task Expression_UnknownLanguage_FaultsWithItsName()
    {
        await StartAsync("Klingon", "Qapla'");

        _run.State.Incidents.Should().ContainSingle().Which.Message.Should().Contain("'Klingon' is unknown");
    }

    [Fact]
    [Trait("Scenario", "69 JavaScript")]
    public async Task JavaScript_EndlessLoop_IsStoppedAndFaults()
    {
        var run = new TestRun(services => Microsoft.Extensions.DependencyInjection.ServiceCollectionServiceExtensions.AddSingleton(
            services, new Transcribe.Engine.Expressions.JavaScriptOptions { MaxStatements = 10_000 }));

        await run.StartAsync(new WriteLine { Text = new(new Expression("JavaScript", "while (true) {}")) });

        run.State.SubStatus.Should().Be(WorkflowSubStatus.Faulted);
    }

    [Fact]
    public async Task JavaScript_FunctionOfTheHost_IsCalledWithTheRun()
    {
        var run = new TestRun(services => Microsoft.Extensions.DependencyInjection.ServiceCollectionServiceExtensions.AddSingleton(
            services, new Transcribe.Engine.Expressions.JavaScriptOptions { Functions = { ["getPlace"] = context => context.TryGetWorkflowExecutionContext(out var found) ? found.Id : null } }));

        await run.StartAsync(new WriteLine { Text = new(new Expression("JavaScript", "getPlace() === getWorkflowInstanceId() && globalThis.getElsewhere?.() === undefined")) });

        run.Lines.Should().Equal("True");
    }

    [Fact]
    public async Task JavaScript_ReachForDotNet_IsRefused()
    {
        await StartAsync("JavaScript", "System.IO.File.ReadAllText('/etc/hostname')");

        _run.Lines.Should().BeEmpty();
        _run.State.SubStatus.Should().Be(WorkflowSubStatus.Faulted);
    }

    [Fact]
    public async Task JavaScript_AssignmentToVariables_ReachesTheRun()
    {
        var list = new Variable("Total", 1L) { StorageDriverType = typeof(WorkflowInstanceStorageDriver) };
        await _run.StartAsync(new Sequence
        {
            Variables = [list],
            Activities =
            [
                new WriteLine { Text = new(new Expression("JavaScript", "variables.Total = 5; 'set'")) },
                new WriteLine { Text = new(new Expression("JavaScript", "getTotal()")) },
            ],
        });

        _run.Lines.Should().Equal("set", "5");
    }

    private Task StartAsync(string type, string text) => _run.StartAsync(
        new Sequence
        {
            Variables = [new Variable("List", new List<object> { 1, 2 })],
            Activities = [new WriteLine { Text = new(new Expression(type, text)) }],
        },
        new Dictionary<string, object> { ["name"] = "Bo" });

    private sealed class Shout : Transcribe.Engine.Expressions.ILiquidFilter
    {
        public object Apply(object? input, IReadOnlyList<object?> arguments) => $"{input}".ToUpperInvariant() + new string('!', Convert.ToInt32(arguments[0]));
    }
}
