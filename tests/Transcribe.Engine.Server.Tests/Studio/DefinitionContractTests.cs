using System.Text.Json.Nodes;
using Transcribe.Engine.Server.Tests.Support;

namespace Transcribe.Engine.Server.Tests.Studio;

/// <summary>Definitions, compared with a recorded upstream server's.</summary>
public sealed class DefinitionContractTests(StudioServer server) : IClassFixture<StudioServer>, IAsyncLifetime
{
    // Upstream adds these to what was saved; the designer reads neither.
    private static readonly string[] Additions =
    [
        "root.customProperties.notFoundConnections", "workflowDefinition.root.customProperties.notFoundConnections", "root.activities[].result",
        "[].root.customProperties.notFoundConnections", "items[].root.customProperties.notFoundConnections", "items[].root.activities[].result",
        "variables[].storageDriverTypeName", "items[].description", "activity.customProperties.notFoundConnections", "activity.activities[].result", "activity.result",
        "container.activity.result",
    ];

    // Upstream answers with its rows, which hold the graph as text; here versions look like definitions everywhere.
    private static readonly string[] Stored =
    [
        "[].stringData", "[].root", "[].materializerName", "[].links", "[].originalSource", "[].tenantId", "[].usableAsActivity", "[].toolVersion", "[].providerName",
    ];

    public async ValueTask InitializeAsync()
    {
        foreach (var definition in new[] { "g-sequence", "g-decision", "g-http-hello" })
            await server.PublishAsync(definition);
    }

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    [Theory]
    [InlineData("definitions/g-sequence/save-publish")]
    [InlineData("definitions/g-sequence/by-definition-id")]
    [InlineData("definitions/g-decision/save-publish")]
    [InlineData("definitions/g-decision/by-definition-id")]
    [InlineData("definitions/g-decision/by-id")]
    [InlineData("definitions/g-decision/many-by-id")]
    [InlineData("definitions/g-decision/export")]
    [InlineData("definitions/g-decision/subgraph")]
    [InlineData("definitions/g-decision/subgraph-child")]
    [InlineData("definitions/g-decision/subgraph-segments")]
    [InlineData("definitions/count")]
    [InlineData("definitions/is-name-unique-no")]
    [InlineData("definitions/is-name-unique-yes")]
    [InlineData("definitions/save-no-id")]
    [InlineData("definitions/_list/latest-paged")]
    [InlineData("definitions/_list/published")]
    [InlineData("definitions/_list/search")]
    [InlineData("definitions/_list/default")]
    [InlineData("definitions/_list/isSystem")]
    [InlineData("definitions/_list/page1")]
    [InlineData("definitions/g-decision/by-definition-id-composite")]
    [InlineData("definitions/g-sequence-v2/by-definition-id-default")]
    [InlineData("definitions/g-sequence-v2/by-definition-id-latest")]
    [InlineData("definitions/g-sequence-v2/by-definition-id-published")]
    [InlineData("definitions/g-sequence-v2/by-definition-id-v1")]
    [InlineData("definitions/bulk-export")]
    [InlineData("definitions/bulk-delete")]
    [InlineData("definitions/bulk-delete-by-id")]
    public Task Request_Recorded_AnswersTheSame(string recording) => server.ExpectSameAsync(recording, Additions);

    [Theory]
    [InlineData("g-sequence")]
    [InlineData("g-decision")]
    public async Task Get_SavedDefinition_HasUpstreamsNodeIds(string definition)
    {
        var golden = GoldenAnswer.Read($"definitions/{definition}/by-definition-id");

        var (response, body) = await server.RepeatAsync(golden);

        response.Dispose();
        NodeIds(body!["root"]).Should().Equal(NodeIds(golden.Body!["root"]));
        ((bool)body["isPublished"]!).Should().BeTrue();
    }

    [Fact]
    public async Task Save_OfAPublishedDefinition_GoesThroughItsVersions()
    {
        await server.ExpectSameAsync("definitions/g-sequence-v2/save");
        var published = await server.ExpectSameAsync("definitions/g-sequence-v2/publish");
        ((bool)published!["alreadyPublished"]!).Should().BeFalse();
        ((bool)(await server.ExpectSameAsync("definitions/g-sequence-v2/publish-again"))!["alreadyPublished"]!).Should().BeTrue();
        var versions = (await GetAsync("/elsa/api/workflow-definitions/g-sequence/versions"))!.AsArray();
        versions.Count(version => (bool)version!["isPublished"]!).Should().Be(1);
        versions.Count(version => (bool)version!["isLatest"]!).Should().Be(1);
        await server.ExpectSameAsync("definitions/g-sequence-v2/retract");
        await server.ExpectSameAsync("definitions/g-sequence-v2/retract-again");
        await server.ExpectSameAsync("definitions/g-sequence-v2/versions", Stored);
        await server.ExpectSameAsync("definitions/g-sequence-v2/revert");
        await server.ExpectSameAsync("definitions/g-sequence-v2/versions-after-revert", Stored);
        await server.ExpectSameAsync("definitions/g-sequence-v2/bulk-publish");
        await server.ExpectSameAsync("definitions/g-sequence-v2/bulk-retract");
    }

    [Fact]
    public async Task RefreshAndReload_Recorded_AreAnsweredTheSame()
    {
        await server.PublishAsync("g-child");

        var refreshed = await server.ExpectSameAsync("definitions/refresh");
        await server.ExpectSameAsync("definitions/reload");

        ((string)refreshed!["refreshed"]![0]!).Should().Be("g-child");
        var (response, unknown) = await server.RepeatAsync(GoldenAnswer.Read("definitions/refresh"), ("g-child", "nobody"));
        response.Dispose();
        ((string)unknown!["notFound"]![0]!).Should().Be("nobody");
    }

    [Fact]
    [Trait("Scenario", "75 Serialization")]
    public async Task Save_ActivityOfAnUnknownType_IsShownAsMissingAndKeptAsItWas()
    {
        await server.ExpectSameAsync(
            "definitions/g-bad-type/save-publish", "workflowDefinition.root.activities[].metadata.description", "workflowDefinition.root.activities[].text");

        var (response, body) = await server.RepeatAsync(GoldenAnswer.Read("definitions/g-bad-type/by-definition-id"));

        response.Dispose();
        var missing = body!["root"]!["activities"]!.AsArray().Single(activity => (string)activity!["type"]! == "Elsa.NotFoundActivity")!;
        ((string)missing["missingTypeName"]!).Should().Be("Elsa.DoesNotExist");
        ((string)missing["nodeId"]!).Should().Be("Workflow1:s:x1");
        ((string)missing["metadata"]!["displayText"]!).Should().Be("Not Found: Elsa.DoesNotExist");
    }

    [Fact]
    public async Task Segments_OfAnActivityInABranch_NameTheBranch()
    {
        var golden = GoldenAnswer.Read("definitions/g-decision/subgraph-segments");

        var (response, body) = await server.RepeatAsync(golden);

        response.Dispose();
        body!["pathSegments"]!.ToJsonString().Should().Be(golden.Body!["pathSegments"]!.ToJsonString());
    }

    [Fact]
    public async Task Save_WhatTheDesignerWasShownOfAnUnknownType_KeepsTheOriginal()
    {
        await server.ExpectSameAsync(
            "definitions/g-bad-type/save-publish", "workflowDefinition.root.activities[].metadata.description", "workflowDefinition.root.activities[].text");
        var shown = (await GetAsync("/elsa/api/workflow-definitions/by-definition-id/g-bad-type"))!.AsObject();
        shown["root"]!["activities"]!.AsArray().Single(IsStandIn)!["metadata"]!["designer"] = new JsonObject { ["position"] = new JsonObject { ["x"] = 42, ["y"] = 7 } };

        var saved = await PostAsync("/elsa/api/workflow-definitions", new JsonObject { ["model"] = shown, ["publish"] = false });

        var again = saved!["workflowDefinition"]!["root"]!["activities"]!.AsArray().Single(IsStandIn)!;
        var original = JsonNode.Parse((string)again["originalActivityJson"]!)!;
        ((string)original["type"]!).Should().Be("Elsa.DoesNotExist");
        ((int)original["metadata"]!["designer"]!["position"]!["x"]!).Should().Be(42);
    }

    [Fact]
    public async Task Save_InputsAsTheDesignerSendsThem_SayTheirTypeAndNobodyIsWarned()
    {
        var model = JsonNode.Parse("""
            { "definitionId": "untyped", "name": "Untyped", "root": { "id": "s", "type": "Elsa.Sequence", "version": 1, "activities": [
                { "id": "w", "type": "Elsa.WriteLine", "version": 1, "text": { "typeName": null, "expression": { "type": "Literal", "value": "x" }, "memoryReference": null } },
                { "id": "t", "type": "Elsa.RunTask", "version": 1, "taskName": "Count", "payload": { "of": "eggs" } } ] } }
            """)!;

        var saved = await PostAsync("/elsa/api/workflow-definitions", new JsonObject { ["model"] = model, ["publish"] = true });

        saved!["validationErrors"]!.AsArray().Should().BeEmpty();
        var activities = saved["workflowDefinition"]!["root"]!["activities"]!;
        ((string?)activities[0]!["text"]!["typeName"]).Should().Be("String");
        activities[1]!["payload"]!.ToJsonString().Should().Be("""{"of":"eggs"}""", "it is a value and no wrapper");
    }

    [Fact]
    public async Task Save_WhatWouldLeaveTheDesignersPageEmpty_ComesBackAsItDrawsIt()
    {
        var model = JsonNode.Parse("""
            { "definitionId": "old", "name": "Old", "toolVersion": "3.8.2-rc.1", "root": { "id": "fc", "type": "Elsa.Flowchart", "activities": [
                { "id": "a", "type": "Elsa.WriteLine" }, { "id": "b", "type": "Elsa.WriteLine" } ],
                "connections": [ { "source": "a", "sourcePort": "Done", "target": "b" } ] } }
            """)!;

        var saved = (await PostAsync("/elsa/api/workflow-definitions", new JsonObject { ["model"] = model, ["publish"] = false }))!["workflowDefinition"]!;

        ((string)saved["toolVersion"]!).Should().Be("3.8.2");
        saved["root"]!["connections"]!.ToJsonString().Should().Be("""[{"source":{"activity":"a","port":"Done"},"target":{"activity":"b"},"vertices":[]}]""");
    }

    [Fact]
    public async Task Save_MembersThatTheEngineDoesNotKnow_ComeBackAsTheyWere()
    {
        var model = JsonNode.Parse("""
            { "definitionId": "kept", "name": "Kept", "variables": null, "options": null, "customProperties": { "mine": [1, { "a": null }] },
              "root": { "id": "fc", "type": "Elsa.Flowchart", "version": 1, "metadata": { "zoom": 2 }, "activities": [
                { "id": "w", "type": "Elsa.WriteLine", "text": { "typeName": null, "expression": { "type": "Literal", "value": "x" }, "memoryReference": null }, "strange": true } ],
                "connections": [ { "source": { "activity": "w" }, "target": { "activity": "w" }, "vertices": null } ] } }
            """)!;

        var saved = (await PostAsync("/elsa/api/workflow-definitions", new JsonObject { ["model"] = model, ["publish"] = null }))!["workflowDefinition"]!;

        saved["customProperties"]!.ToJsonString().Should().Be("""{"mine":[1,{"a":null}]}""");
        saved["variables"]!.AsArray().Should().BeEmpty();
        saved["options"]!.Should().BeOfType<JsonObject>();
        var activity = saved["root"]!["activities"]![0]!;
        ((bool)activity["strange"]!).Should().BeTrue();
        ((int)activity["version"]!).Should().Be(1, "the designer draws nothing without it");
        ((string)activity["text"]!["typeName"]!).Should().Be("String");
        saved["root"]!["connections"]![0]!["vertices"]!.AsArray().Should().BeEmpty("the designer draws nothing when it is null");
    }

    [Fact]
    public async Task DeleteVersion_OfTheDraft_LeavesTheOthersAndTheNewestIsLatest()
    {
        var draft = (await server.ExpectSameAsync("definitions/g-sequence-v2/save"))!["workflowDefinition"]!;

        using var response = await server.Client.DeleteAsync(
            new Uri($"/elsa/api/workflow-definition-versions/{draft["id"]}", UriKind.Relative), TestContext.Current.CancellationToken);

        ((int)response.StatusCode).Should().Be(GoldenAnswer.Read("definitions/g-sequence-v2/delete-version").Status);
        var latest = await GetAsync("/elsa/api/workflow-definitions/by-definition-id/g-sequence?versionOptions=Latest");
        ((int)latest!["version"]!).Should().BeLessThan((int)draft["version"]!);
        ((bool)latest["isLatest"]!).Should().BeTrue();
    }

    [Fact]
    [Trait("Scenario", "76 Import and publish")]
    public async Task Import_AnExportedDefinition_IsUpstreams()
    {
        await server.ExpectSameAsync("definitions/g-http-hello/save-publish", [.. Additions, "workflowDefinition.root"]);
        var golden = GoldenAnswer.Read("definitions/import");

        var (response, body) = await server.RepeatAsync(golden);

        response.Dispose();
        ((int)response.StatusCode).Should().BeOneOf(200, 201);
        JsonShape.Differences(golden.Body, body, [.. Additions, "inputs", "outputs"]).Should().BeEmpty();
        ((string)body!["inputs"]![0]!["uiHint"]!).Should().Be("singleline", "the designer knows no single-line");
    }

    private static bool IsStandIn(JsonNode? activity) => (string?)activity!["type"] == "Elsa.NotFoundActivity";

    private async Task<JsonNode?> PostAsync(string path, JsonNode body)
    {
        using var content = new StringContent(body.ToJsonString(), System.Text.Encoding.UTF8, "application/json");
        using var response = await server.Client.PostAsync(new Uri(path, UriKind.Relative), content, TestContext.Current.CancellationToken);
        var text = await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        ((int)response.StatusCode).Should().Be(200, text);
        return JsonNode.Parse(text);
    }

    private async Task<JsonNode?> GetAsync(string path) =>
        JsonNode.Parse(await server.Client.GetStringAsync(new Uri(path, UriKind.Relative), TestContext.Current.CancellationToken));

    private static IEnumerable<string> NodeIds(JsonNode? node) => node switch
    {
        JsonObject members => members.Where(member => member.Key == "nodeId").Select(member => (string)member.Value!)
            .Concat(members.SelectMany(member => NodeIds(member.Value))).Order(StringComparer.Ordinal),
        JsonArray items => items.SelectMany(NodeIds).Order(StringComparer.Ordinal),
        _ => [],
    };
}
