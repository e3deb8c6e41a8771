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

        _routes.Match("/orders/new", out _).Should().Be("/orders/new");
        _routes.Match("/ORDERS/42", out var values).Should().Be("/orders/{id}");
        values.Should().ContainKey("id").WhoseValue.Should().Be("42");
    }

    [Fact]
    public void Match_ExtraSegment_IsNoMatch()
    {
        _routes.SetTriggers([Trigger("/orders/{id}")]);

        _routes.Match("/orders/42/items", out var values).Should().Be("/orders/42/items");
        values.Should().BeEmpty();
    }

    [Fact]
    public void Match_TwoInstancesWaitOnOnePath_OneGoingLeavesTheOther()
    {
        _routes.AddWaiting("b1", new HttpEndpointStimulus("/reply/{id}", "post"));
        _routes.AddWaiting("b2", new HttpEndpointStimulus("/reply/{id}", "post"));

        _routes.RemoveWaiting("b1");

        _routes.Match("/reply/7", out _).Should().Be("/reply/{id}");
    }

    private static TriggerRow Trigger(string path)
    {
        var stimulus = new HttpEndpointStimulus(path, "get");
        return new TriggerRow
        {
            Id = path,
            DefinitionId = "d",
            DefinitionVersionId = "d:v1",
            ActivityId = "a",
            Name = HttpEndpointStimulus.Name,
            Hash = StimulusHasher.Hash(HttpEndpointStimulus.Name, stimulus),
            Payload = $$"""{ "path": "{{path}}", "method": "get" }""",
        };
    }
}
