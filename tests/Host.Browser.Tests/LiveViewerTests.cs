using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Transcribe.Workflows.Host.Browser.Tests;

/// <summary>The viewer of a run that goes on while somebody looks.</summary>
public sealed class LiveViewerTests : IDisposable
{
    private const string Workflow = """
        { "model": { "definitionId": "waits", "name": "Waits", "root": { "id": "s", "type": "Elsa.Flowchart", "version": 1, "activities": [
            { "id": "e", "type": "Elsa.Event", "version": 1, "name": "Signal", "eventName": { "typeName": "String", "expression": { "type": "Literal", "value": "Go" } } },
            { "id": "w", "type": "Elsa.WriteLine", "version": 1, "name": "After", "text": { "typeName": "String", "expression": { "type": "Literal", "value": "Gone" } } } ],
          "connections": [ { "source": { "activity": "e", "port": "Done" }, "target": { "activity": "w", "port": "In" } } ] } }, "publish": true }
        """;

    private readonly TempFolder _data = new();

    public void Dispose() => _data.Dispose();

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Run_ThatGoesOn_IsShownWithoutAReload(bool proxyBlocksTheHub)
    {
        await using var browser = await Browser.OpenAsync(_data.Path);
        var page = browser.Page;
        var sockets = 0;
        page.WebSocket += (_, _) => sockets++;
        if (proxyBlocksTheHub)
            await page.RouteAsync("**/hubs/**", route => route.FulfillAsync(new RouteFulfillOptions { Status = 404 }));
        using var client = await browser.Host.SignInAsync();
        await PostAsync(client, "elsa/api/workflow-definitions", Workflow);
        var run = (string)(await PostAsync(client, "elsa/api/workflow-definitions/waits/execute", "{}"))!["workflowState"]!["id"]!;

        await browser.GoAsync($"studio/workflows/instances/{run}/view");
        await Expect(page.GetByText("Suspended").First).ToBeVisibleAsync();
        await page.WaitForLoadStateAsync(LoadState.NetworkIdle);
        await PostAsync(client, "elsa/api/events/Go/trigger", "{}");

        await Expect(page.Locator("tr", new() { HasText = "Sub status" }).GetByText("Finished")).ToBeVisibleAsync();
        if (proxyBlocksTheHub)
            return;

        sockets.Should().BePositive();
        browser.Complaints.Should().BeEmpty();
    }

    private static async Task<JsonNode?> PostAsync(HttpClient client, string path, string body)
    {
        using var response = await client.PostAsync(new Uri(path, UriKind.Relative), JsonContent.Create(JsonNode.Parse(body)), TestContext.Current.CancellationToken);
        var text = await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        response.IsSuccessStatusCode.Should().BeTrue(text);
        return text.Length == 0 ? null : JsonNode.Parse(text);
    }
}
