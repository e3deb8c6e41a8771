using Transcribe.Engine.Execution;
using Transcribe.Engine.Server.Http;
using Transcribe.Engine.Storage;

namespace Transcribe.Engine.Server.Tests.Http;

public sealed class HttpRouteTableTests
{
    private readonly HttpRouteTable _routes = new();

    [Fact]
    public void Match_LiteralAndParameter_TakesTheMoreSpecificOne()
    {
        _routes.SetTriggers([Trigger("/orders/{id}"), Trigger("/orders/new")]);

        _routes.Match("/orders/new", "get", out _).Should().Be("/orders/new");
        _routes.Match("/ORDERS/42", "get", out var values).Should().Be("/orders/{id}");
        values.Should().ContainKey("id").WhoseValue.Should().Be("42");
    }

    [Fact]
    public void Match_ExtraSegment_IsNoMatch()
    {
        _routes.SetTriggers([Trigger("/orders/{id}")]);

        _routes.Match("/orders/42/items", "get", out var values).Should().Be("/orders/42/items");
        values.Should().BeEmpty();
    }

    [Fact]
    public void Match_TwoInstancesWaitOnOnePath_OneGoingLeavesTheOther()
    {
        _routes.AddWaiting("b1", new HttpEndpointStimulus("/reply/{id}", "post"));
        _routes.AddWaiting("b2", new HttpEndpointStimulus("/reply/{id}", "post"));

        _routes.RemoveWaiting("b1");

        _routes.Match("/reply/7", "post", out _).Should().Be("/reply/{id}");
    }

    [Fact]
    public void Match_TwoTemplatesWithOneMethodEach_TakesTheOneWithTheMethod()
    {
        _routes.SetTriggers([Trigger("/orders/{id}"), Trigger("/orders/{number}", "post")]);
        _routes.AddWaiting("b", new HttpEndpointStimulus("/orders/new", "put"));

        _routes.Match("/orders/7", "get", out _).Should().Be("/orders/{id}");
        _routes.Match("/orders/7", "post", out _).Should().Be("/orders/{number}");
        _routes.Match("/orders/new", "put", out _).Should().Be("/orders/new");
    }

    [Theory]
    [InlineData("/talks/{lang=en}", "/talks", "en")]
    [InlineData("/talks/{lang?}", "/talks", null)]
    [InlineData("/talks/{lang:alpha}", "/talks/de", "de")]
    public void Match_ParameterWithADefaultOrConstraint_GoesByIt(string template, string path, string? lang)
    {
        _routes.SetTriggers([Trigger(template)]);

        _routes.Match(path, "get", out var values).Should().Be(template);
        (values.TryGetValue("lang", out var value) ? value : null).Should().Be(lang);
        _routes.Match("/talks/7/8", "get", out _).Should().Be("/talks/7/8");
    }

    [Fact]
    public void Match_ParameterThatBreaksItsConstraint_IsNoMatch()
    {
        _routes.SetTriggers([Trigger("/orders/{id:int}")]);

        _routes.Match("/orders/7", "get", out _).Should().Be("/orders/{id:int}");
        _routes.Match("/orders/new", "get", out _).Should().Be("/orders/new");
    }

    private static TriggerRow Trigger(string path, string method = "get")
    {
        var stimulus = new HttpEndpointStimulus(path, method);
        return new TriggerRow
        {
            Id = $"{method} {path}",
            DefinitionId = "d",
            DefinitionVersionId = "d:v1",
            ActivityId = "a",
            Name = HttpEndpointStimulus.Name,
            Hash = StimulusHasher.Hash(HttpEndpointStimulus.Name, stimulus),
            Payload = $$"""{ "path": "{{path}}", "method": "{{method}}" }""",
        };
    }
}
