using Transcribe.Activities.Templating;
using Transcribe.Activities.Tests.Support;
using Transcribe.Engine.Activities;
using Transcribe.Engine.Authoring;

namespace Transcribe.Activities.Tests.Templating;

public sealed class RenderTemplateTests : IAsyncLifetime
{
    private Workbench _bench = null!;

    public async ValueTask InitializeAsync() => _bench = await Workbench.CreateAsync();

    public ValueTask DisposeAsync() => _bench.DisposeAsync();

    [Fact]
    public async Task Execute_ModelAndRun_AreBothThere()
    {
        var sut = new RenderTemplate
        {
            Template = new Input<string>("{{ greeting }} {{ name }}, {{ input.name }}"),
            Model = new Input<IDictionary<string, object>>(new Dictionary<string, object> { ["greeting"] = "Hello" }),
        };

        var run = new EngineRun(_bench, sut);
        await run.StartAsync(new Dictionary<string, object> { ["name"] = "Ada" });

        run.Outcomes.Should().Equal("Done");
        run.Outputs["Result"].Should().Be("Hello Ada, Ada");
    }

    [Fact]
    public async Task Execute_Variables_AreThere()
    {
        var sut = new RenderTemplate { Template = new Input<string>("{{ Title }}") };
        var run = new EngineRun(_bench, new Workflow(sut) { Variables = [new Variable<string>("Title", "Rivers")] });

        await run.StartAsync();

        run.StoredText.Should().Contain("Rivers");
    }

    [Theory]
    [InlineData("{{ title }}")]
    [InlineData("{{ Title }}")]
    public async Task Execute_VariableNamedAsAPartOfATranscription_WinsInEverySpelling(string template)
    {
        var run = new EngineRun(_bench, new Workflow(new RenderTemplate { Template = new Input<string>(template + "!") }) { Variables = [new Variable<string>("Title", "Rivers")] });

        await run.StartAsync();

        run.StoredText.Should().Contain("Rivers!");
    }

    [Fact]
    public async Task Execute_WrongTemplate_FailsWithLineAndColumn()
    {
        var run = new EngineRun(_bench, new RenderTemplate { Template = new Input<string>("\n{{ nobody }}") });

        await run.StartAsync();

        run.Outcomes.Should().Equal("Failed");
        run.Outputs["Reason"].Should().BeOfType<string>().Which.Should().Contain("line 2, column 4");
    }

    [Theory]
    [InlineData("{{ 6 * 7 }}", typeof(int), 42)]
    [InlineData("{{ true }}", typeof(bool), true)]
    [InlineData(" ", typeof(int?), null)]
    [InlineData("{{ 'Number' }}", typeof(Activities.Deliver.Storage.OverwritePolicy), Activities.Deliver.Storage.OverwritePolicy.Number)]
    [InlineData("{{ 'x' }}", typeof(object), "x")]
    public async Task Expression_OtherTypesThanText_AreConverted(string template, Type type, object? expected) =>
        (await EvaluateAsync(template, type)).Should().Be(expected);

    [Fact]
    public async Task Expression_TextThatDoesNotFit_SaysSo() =>
        await FluentActions.Awaiting(() => EvaluateAsync("{{ 'many' }}", typeof(int))).Should().ThrowAsync<FormatException>().WithMessage("*many*Int32*");

    [Fact]
    public void Expression_WrongTemplate_IsFoundBeforeAnythingRuns() =>
        CreateHandler().Validate(new Expression("Scriban", "{{ if }")).Should().ContainSingle().Which.Should().Contain("line 1");

    private ScribanExpressionHandler CreateHandler() => new(_bench.Get<TemplateRenderer>());

    private async Task<object?> EvaluateAsync(string template, Type type)
    {
        var probe = new ExpressionProbe(CreateHandler(), template, type);
        await new EngineRun(_bench, probe).StartAsync();
        return probe.Error is null ? probe.Value : throw probe.Error;
    }
}

/// <summary>Evaluates an expression where an activity would.</summary>
public sealed class ExpressionProbe(IExpressionHandler handler, string template, Type type) : CodeActivity(source: null, line: null)
{
    /// <summary>What came out.</summary>
    public object? Value { get; private set; }

    /// <summary>What went wrong.</summary>
    public Exception? Error { get; private set; }

    /// <inheritdoc/>
    protected override async ValueTask ExecuteAsync(ActivityExecutionContext context)
    {
        try
        {
            Value = await handler.EvaluateAsync(new Expression("Scriban", template), type, context.ExpressionExecutionContext, ExpressionEvaluatorOptions.Empty);
        }
        catch (FormatException exception)
        {
            Error = exception;
        }
    }
}
