using System.Net;
using Microsoft.Extensions.Time.Testing;
using Transcribe.Activities.Tests.Support;
using Transcribe.Engine.Authoring;
using Transcribe.Engine.Runtime;

namespace Transcribe.Activities.Tests.Triggers;

/// <summary>A podcast's feed starts runs in the real engine: each workflow one for each episode, whatever the feed and the server do.</summary>
public sealed class NewEpisodeTests : IAsyncLifetime
{
    private static readonly TimeSpan Interval = TimeSpan.FromMinutes(15);

    private readonly TempFolder _folder = new();
    private readonly FakeTimeProvider _clock = new(new DateTimeOffset(2026, 1, 1, 0, 0, 0, TimeSpan.Zero));
    private readonly ScriptedServer _publisher = new();
    private string _items = string.Empty;

    public async ValueTask InitializeAsync()
    {
        await _publisher.StartAsync();
        _publisher.Answer = _ => (HttpStatusCode.OK, $"<?xml version=\"1.0\"?><rss version=\"2.0\"><channel><title>Talks</title>{_items}</channel></rss>");
    }

    public async ValueTask DisposeAsync()
    {
        await _publisher.DisposeAsync();
        _folder.Dispose();
    }

    [Fact]
    public async Task Episode_OfTwoWorkflows_StartsOneRunOfEach_AlsoWhenTheServerStartsAgainAndTheFeedRewritesIt()
    {
        _items = Item("a", "One", 1);
        await using (var engine = await WatchingEngine.StartAsync(_folder, _clock))
        {
            await engine.PublishAsync(Workflow("notes", "All"));
            await engine.PublishAsync(Workflow("archive", "All"));
            await engine.LookAsync(Interval, 3);
            (await TitlesAsync(engine)).Should().Equal("archive: One", "notes: One");
        }

        _items = Item("rewritten", "One", 1) + Item("b", "Two", 2);
        await using var again = await WatchingEngine.StartAsync(_folder, _clock);
        await again.LookAsync(Interval);
        _items = Item("b", "Two", 2) + Item("rewritten", "One, with a new title", 1);
        await again.LookAsync(Interval, 3);

        (await TitlesAsync(again)).Should().Equal("archive: One", "archive: Two", "notes: One", "notes: Two");
    }

    [Fact]
    public async Task Episode_OfANewVersionOfTheWorkflow_IsNoNewEpisode()
    {
        _items = Item("a", "One", 1);
        await using var engine = await WatchingEngine.StartAsync(_folder, _clock);
        await engine.PublishAsync(Workflow("notes", "All"));
        await engine.LookAsync(Interval);

        await engine.PublishAsync(Workflow("notes", "All", name: "Changed"));
        await engine.LookAsync(Interval, 2);

        (await TitlesAsync(engine)).Should().Equal("notes: One");
    }

    private string Workflow(string id, string firstRun, string name = "Notes") => $$"""
        { "definitionId": "{{id}}", "name": "{{name}}", "variables": [{ "id": "e", "name": "E", "typeName": "PodcastEpisode", "storageDriverTypeName": "WorkflowInstanceStorageDriver" }],
          "root": { "type": "Elsa.Sequence", "id": "root", "activities": [
            { "type": "Transcribe.NewEpisode", "id": "episode", "url": "{{new Uri(_publisher.Address, "feed.xml")}}", "firstRun": "{{firstRun}}", "customProperties": { "canStartWorkflow": true },
              "result": { "typeName": "PodcastEpisode", "memoryReference": { "id": "e" } } },
            { "type": "Elsa.Delay", "id": "delay", "timeSpan": "1.00:00:00" },
            { "type": "Elsa.SetOutput", "id": "out", "outputName": "title", "outputValue": { "typeName": "Object", "expression": { "type": "JavaScript", "value": "variables.E.title" } } } ] } }
        """;

    private static string Item(string id, string title, int day) =>
        $"<item><guid isPermaLink=\"false\">{id}</guid><title>{title}</title><pubDate>{new DateTime(2026, 11, day, 6, 0, 0, DateTimeKind.Utc):R}</pubDate><enclosure url=\"https://cdn.example.com/{day}.mp3\" type=\"audio/mpeg\"/></item>";

    private static async Task<List<string>> TitlesAsync(WatchingEngine engine)
    {
        await engine.EndAsync();
        var titles = new List<string>();
        foreach (var run in await engine.RunsAsync())
        {
            run.SubStatus.Should().Be(WorkflowSubStatus.Finished);
            titles.Add($"{run.DefinitionId}: {(await engine.Get<IInstanceReader>().ReadStateAsync(run.Id, Workbench.Token))!.Output["title"]}");
        }

        titles.Sort(StringComparer.Ordinal);
        return titles;
    }
}
