using System.Text.Json.Nodes;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Transcribe.Workflows.Host.Browser.Tests;

/// <summary>The viewer of a run that goes on while somebody looks.</summary>
public sealed class LiveViewerTests(Workplace workplace)
{
    private const string Workflow = """
        { "model": { "definitionId": "waits", "name": "Waits", "root": { "id": "s", "type": "Elsa.Flowchart", "version": 1, "activities": [
            { "id": "e", "type": "Elsa.Event", "version": 1, "name": "Signal", "eventName": { "typeName": "String", "expression": { "type": "Literal", "value": "Go" } } },
            { "id": "w", "type": "Elsa.WriteLine", "version": 1, "name": "After", "text": { "typeName": "String", "expression": { "type": "Literal", "value": "Gone" } } } ],
          "connections": [ { "source": { "activity": "e", "port": "Done" }, "target": { "activity": "w", "port": "In" } } ] } }, "publish": true }
        """;

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Run_ThatGoesOn_IsShownWithoutAReload(bool proxyBlocksTheHub)
    {
        await using var browser = await workplace.OpenDesignerAsync("studio/");
        var (page, host) = (browser.Page, browser.Host);
        var sockets = 0;
        page.WebSocket += (_, _) => sockets++;
        if (proxyBlocksTheHub)
            await page.RouteAsync("**/hubs/**", route => route.FulfillAsync(new RouteFulfillOptions { Status = 404 }));
        await host.SendAsync(HttpMethod.Post, "elsa/api/workflow-definitions", JsonNode.Parse(Workflow));
        var run = (string)(await host.SendAsync(HttpMethod.Post, "elsa/api/workflow-definitions/waits/execute", new { }))!["workflowState"]!["id"]!;

        await browser.FollowAsync($"studio/workflows/instances/{run}/view");
        await Expect(page.GetByText("Suspended").First).ToBeVisibleAsync();
        await host.SendAsync(HttpMethod.Post, "elsa/api/events/Go/trigger", new { });

        await Expect(page.Locator("tr", new() { HasText = "Sub status" }).GetByText("Finished")).ToBeVisibleAsync();
        if (proxyBlocksTheHub)
            return;

        sockets.Should().BePositive();
        browser.Complaints.Should().BeEmpty();
    }
}
