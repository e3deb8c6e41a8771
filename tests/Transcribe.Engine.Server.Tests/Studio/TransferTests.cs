using System.IO.Compression;
using System.Net;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json.Nodes;
using Transcribe.Engine.Server.Tests.Support;

namespace Transcribe.Engine.Server.Tests.Studio;

/// <summary>Definitions and runs as files, out of one server and into another.</summary>
public sealed class TransferTests(StudioServer server) : IClassFixture<StudioServer>, IAsyncLifetime
{
    private readonly StudioServer _other = new();

    public ValueTask InitializeAsync() => _other.InitializeAsync();

    public ValueTask DisposeAsync() => _other.DisposeAsync();

    [Fact]
    public async Task Run_ThatWaits_GoesOnOnTheServerThatImportsIt()
    {
        await server.PublishAsync("g-event");
        await server.ExecuteAsync("g-event", "g-event-suspended/instance");
        var id = server.Ids[(string)GoldenAnswer.Read("instances/g-event-suspended/instance").Body!["id"]!];
        var run = await ReadAsync($"/elsa/api/workflow-instances/{id}/export");
        using var refused = await UploadAsync("/elsa/api/bulk-actions/import/workflow-instances", ("run.json", run));
        refused.StatusCode.Should().Be(HttpStatusCode.BadRequest, "its workflow is not there yet");
        (await refused.Content.ReadAsStringAsync(TestContext.Current.CancellationToken)).Should().Contain("Import the workflow first");

        using var workflow = await UploadAsync(
            "/elsa/api/workflow-definitions/import-files", ("workflow.json", await ReadAsync("/elsa/api/workflow-definitions/g-event/export")));
        JsonShape.Differences(GoldenAnswer.Read("definitions/import-files").Body, await BodyAsync(workflow)).Should().BeEmpty();
        using var imported = await UploadAsync("/elsa/api/bulk-actions/import/workflow-instances", ("run.json", run));
        (await BodyAsync(imported)).ToJsonString().Should().Be("""{"count":1,"imported":1}""");
        using var again = await UploadAsync("/elsa/api/bulk-actions/import/workflow-instances", ("run.json", run));
        (await BodyAsync(again)).ToJsonString().Should().Be("""{"count":0,"imported":0}""");

        (await _other.RepeatAsync(GoldenAnswer.Read("events/trigger"))).Response.EnsureSuccessStatusCode().Dispose();
        var instance = JsonNode.Parse(await _other.Client.GetStringAsync(new Uri($"/elsa/api/workflow-instances/{id}", UriKind.Relative), TestContext.Current.CancellationToken))!;
        ((string)instance["subStatus"]!).Should().Be("Finished");
        var journal = JsonNode.Parse(await _other.Client.GetStringAsync(new Uri($"/elsa/api/workflow-instances/{id}/journal", UriKind.Relative), TestContext.Current.CancellationToken))!;
        journal["items"]!.AsArray().Select(item => (string)item!["activityId"]!).Should().Contain(["w0", "ev", "w"], "what ran there and what ran here");
    }

    [Fact]
    public async Task Runs_Many_AreAnArchiveThatCanBeImported()
    {
        await server.PublishAsync("g-sequence");
        var ids = new List<string>();
        for (var i = 0; i < 2; i++)
        {
            await server.ExecuteAsync("g-sequence", "g-sequence/instance");
            ids.Add(server.Ids[(string)GoldenAnswer.Read("instances/g-sequence/instance").Body!["id"]!]);
        }

        using var response = await server.Client.PostAsJsonAsync(
            new Uri("/elsa/api/bulk-actions/export/workflow-instances", UriKind.Relative), new { ids }, TestContext.Current.CancellationToken);

        var archive = await response.Content.ReadAsByteArrayAsync(TestContext.Current.CancellationToken);
        using (var entries = new ZipArchive(new MemoryStream(archive)))
            entries.Entries.Select(entry => entry.Name).Should().BeEquivalentTo(ids.Select(id => $"workflow-instance-{id}.json"));
        using var imported = await UploadAsync("/elsa/api/bulk-actions/import/workflow-instances", ("runs.zip", archive), server);
        (await BodyAsync(imported)).ToJsonString().Should().Be("""{"count":0,"imported":0}""", "they are here already");
    }

    [Fact]
    public async Task Export_ARun_HasUpstreamsParts()
    {
        await server.PublishAsync("g-sequence");
        await server.ExecuteAsync("g-sequence", "g-sequence/instance");
        var id = server.Ids[(string)GoldenAnswer.Read("instances/g-sequence/instance").Body!["id"]!];

        var file = JsonNode.Parse(await ReadAsync($"/elsa/api/workflow-instances/{id}/export"))!.AsObject();

        file.Select(member => member.Key).Should().BeSubsetOf(["WorkflowState", "Bookmarks", "ActivityExecutionRecords", "WorkflowExecutionLogRecords"]);
        ((string)file["WorkflowState"]!["id"]!).Should().Be(id);
    }

    [Fact]
    public async Task Import_AnArchiveThatUnpacksToTooMuch_IsRefused()
    {
        using var content = new MemoryStream();
        using (var archive = new ZipArchive(content, ZipArchiveMode.Create, leaveOpen: true))
        {
            await using var entry = await archive.CreateEntry("bomb.json", CompressionLevel.Fastest).OpenAsync(TestContext.Current.CancellationToken);
            var block = new byte[1024 * 1024];
            for (var i = 0; i < 51; i++)
                await entry.WriteAsync(block, TestContext.Current.CancellationToken);
        }

        using var response = await UploadAsync("/elsa/api/workflow-definitions/import-files", ("bomb.zip", content.ToArray()));

        response.StatusCode.Should().Be(HttpStatusCode.BadRequest);
        (await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken)).Should().Contain("50 MB");
    }

    [Theory]
    [InlineData("workflow.json", "{ \"name\": \"x\" }", "no workflow definition")]
    [InlineData("workflow.json", "nonsense", "serializerErrors")]
    [InlineData("workflow.zip", "nonsense", "archive cannot be read")]
    public async Task Import_WhatIsNoDefinition_SaysSo(string name, string text, string reason)
    {
        using var response = await UploadAsync("/elsa/api/workflow-definitions/import-files", (name, Encoding.UTF8.GetBytes(text)));

        var answer = await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        response.StatusCode.Should().Be(HttpStatusCode.BadRequest, answer);
        answer.Should().Contain(reason);
    }

    private Task<byte[]> ReadAsync(string path) => server.Client.GetByteArrayAsync(new Uri(path, UriKind.Relative), TestContext.Current.CancellationToken);

    private async Task<HttpResponseMessage> UploadAsync(string path, (string Name, byte[] Content) file, StudioServer? target = null)
    {
        using var form = new MultipartFormDataContent { { new ByteArrayContent(file.Content), "files", file.Name } };
        return await (target ?? _other).Client.PostAsync(new Uri(path, UriKind.Relative), form, TestContext.Current.CancellationToken);
    }

    private static async Task<JsonNode> BodyAsync(HttpResponseMessage response) =>
        JsonNode.Parse(await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken))!;
}
