using System.Text.Json;
using System.Text.Json.Nodes;
using Transcribe.Engine.Authoring;
using Transcribe.Engine.Server.Studio;

namespace Transcribe.Engine.Server.Tests.Studio;

/// <summary>The lists of the designer's panels, compared with a recorded upstream server's.</summary>
public sealed class DescriptorContractTests(StudioServer server) : IClassFixture<StudioServer>
{
    [Theory]
    [InlineData("descriptors/activities")]
    [InlineData("descriptors/activities-refresh")]
    public async Task Activities_Listed_HaveUpstreamsMembers(string recording)
    {
        // Choices and editors of an input depend on the input.
        var body = await server.ExpectSameAsync(
            recording,
            "items[].inputs[].uiSpecifications", "items[].inputs[].defaultValue", "items[].customProperties", "items[].constructionProperties",
            "items[].outputs[].description", "items[].description", "items[].inputs[].description", "items[].namespace", "items[].outputs[].displayName");

        var items = body!["items"]!.AsArray();
        items.Select(item => $"{item!["typeName"]} {item["version"]}").Should().OnlyHaveUniqueItems();
        items.Select(item => (string)item!["typeName"]!).Should().Contain(["Elsa.Flowchart", "Elsa.NotFoundActivity", "Elsa.WriteLine", "Elsa.HttpEndpoint"]);
    }

    [Fact]
    public async Task Activities_Listed_HaveNothingThatEmptiesTheDesigner()
    {
        string[] editors =
        [
            "singleline", "multiline", "checkbox", "dropdown", "checklist", "radiolist", "multitext", "code-editor", "json-editor", "expression-editor", "datetime-picker", "dictionary",
            "variable-picker", "input-picker", "output-picker", "outcome-picker", "type-picker", "workflow-definition-picker", "dynamic-outcomes", "http-status-codes", "switch-editor",
            "flow-switch-editor", "secret-picker",
        ];
        var body = JsonNode.Parse(await server.Client.GetStringAsync(new Uri("/elsa/api/descriptors/activities", UriKind.Relative), TestContext.Current.CancellationToken))!;

        foreach (var item in body["items"]!.AsArray())
        {
            var type = (string)item!["typeName"]!;
            ((string?)item["category"]).Should().NotBeNullOrEmpty(type);
            item["version"]!.GetValueKind().Should().Be(JsonValueKind.Number, type);
            foreach (var list in new[] { "inputs", "outputs", "ports" })
                item[list].Should().BeOfType<JsonArray>(type);
            item["customProperties"].Should().BeOfType<JsonObject>(type);
            item["inputs"]!.AsArray().Should().OnlyContain(input => editors.Contains((string)input!["uiHint"]!), type)
                .And.OnlyContain(input => input!["order"]!.GetValueKind() == JsonValueKind.Number, type);
            item["outputs"]!.AsArray().Should().OnlyContain(output => output!["typeName"] != null, type);
        }
    }

    [Theory]
    [InlineData("descriptors/activity-writeline")]
    [InlineData("descriptors/activity-unknown")]
    [InlineData("descriptors/expression-descriptors")]
    [InlineData("descriptors/storage-drivers")]
    [InlineData("descriptors/variables")]
    [InlineData("descriptors/incident-strategies")]
    [InlineData("descriptors/workflow-activation-strategies")]
    [InlineData("descriptors/log-persistence-strategies")]
    [InlineData("descriptors/commit-strategies-workflows")]
    [InlineData("descriptors/commit-strategies-activities")]
    [InlineData("descriptors/output-converters")]
    [InlineData("descriptors/options-Elsa.HttpEndpoint-SupportedMethods")]
    [InlineData("descriptors/options-Elsa.WriteHttpResponse-ContentType")]
    [InlineData("descriptors/activity-writeline-v1")]
    [InlineData("descriptors/output-converters-missing-args")]
    [InlineData("descriptors/options-Elsa.SendHttpRequest-Method")]
    [InlineData("descriptors/options-Elsa.WriteHttpResponse-StatusCode")]
    [InlineData("descriptors/options-Elsa.DispatchWorkflow-WorkflowDefinitionId")]
    [InlineData("descriptors/options-Elsa.FlowJoin-Mode")]
    [InlineData("features/installed")]
    [InlineData("features/installed-one")]
    [InlineData("features/installed-unknown")]
    [InlineData("package/version")]
    public Task Get_Recorded_AnswersTheSame(string recording) => server.ExpectSameAsync(
        recording,
        "customProperties.Type", "items[].properties.MonacoLanguage", "items[].properties.UIHint", "items.dropdown.selectList.isFlagsEnum", "items[].description");

    [Theory]
    [InlineData("ShelfStorageDriver", "Shelf")]
    [InlineData("Somewhere.Else.ShelfStorageDriver, Else", "Shelf")]
    [InlineData("Elsa.Workflows.MemoryStorageDriver", "Memory")]
    [InlineData("WorkflowStorageDriver", "Workflow Instance")]
    public void StorageDriver_NamedByADefinition_IsTheOneThatTheListHas(string name, string expected)
    {
        IStorageDriver[] own = [new ShelfStorageDriver()];

        Choices.StorageDriversOf(own).Single(driver => driver.TypeName == Choices.StorageDriverOf(name, own)).DisplayName.Should().Be(expected);
    }

    [Fact]
    public async Task Activities_ThatTheBrowserHas_AreNotSentAgain()
    {
        var path = new Uri("/elsa/api/descriptors/activities?Refresh=True", UriKind.Relative);
        using var request = new HttpRequestMessage(HttpMethod.Get, path);
        request.Headers.Add("Accept-Encoding", "gzip, br");
        using var first = await server.Client.SendAsync(request, TestContext.Current.CancellationToken);
        first.Content.Headers.ContentEncoding.Should().Equal("br");

        using var again = new HttpRequestMessage(HttpMethod.Get, path);
        again.Headers.Add("Accept-Encoding", "gzip, br");
        again.Headers.IfNoneMatch.Add(first.Headers.ETag!);
        using var second = await server.Client.SendAsync(again, TestContext.Current.CancellationToken);

        second.StatusCode.Should().Be(System.Net.HttpStatusCode.NotModified);
        await server.PublishAsync("g-child");
        using var changed = new HttpRequestMessage(HttpMethod.Get, path);
        changed.Headers.Add("Accept-Encoding", "gzip, br");
        changed.Headers.IfNoneMatch.Add(first.Headers.ETag!);
        using var third = await server.Client.SendAsync(changed, TestContext.Current.CancellationToken);
        third.StatusCode.Should().Be(System.Net.HttpStatusCode.OK, "there is one activity more");
    }

    private sealed class ShelfStorageDriver : IStorageDriver
    {
        public ValueTask WriteAsync(string id, object value, StorageDriverContext context) => ValueTask.CompletedTask;

        public ValueTask<object?> ReadAsync(string id, StorageDriverContext context) => default;

        public ValueTask DeleteAsync(string id, StorageDriverContext context) => ValueTask.CompletedTask;
    }
}
