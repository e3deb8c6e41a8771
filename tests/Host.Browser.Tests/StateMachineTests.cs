using System.Text.Json.Nodes;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Transcribe.Workflows.Host.Browser.Tests;

/// <summary>A state machine as somebody draws it: states and transitions are added by the buttons above the diagram.</summary>
public sealed class StateMachineTests(Workplace workplace)
{
    private const string Draft = """
        { "publish": false, "model": { "definitionId": "door", "name": "Door", "root": {
          "id": "sm", "type": "Elsa.StateMachine", "version": 1, "name": "Door1", "initialState": "Closed", "states": [ { "name": "Closed" } ], "transitions": [] } } }
        """;

    [Fact]
    public async Task Machine_DrawnAndPublished_GoesFromStateToState()
    {
        await using var browser = await workplace.OpenDesignerAsync("studio/");
        var (page, host, canvas) = (browser.Page, browser.Host, new Canvas(browser.Page));
        await host.SendAsync(HttpMethod.Post, "elsa/api/workflow-definitions", JsonNode.Parse(Draft));
        await browser.FollowAsync("studio/workflows/definitions/door/edit");

        var (states, transitions) = (page.Locator(".state-machine-designer__create-menu").First, page.Locator(".state-machine-designer__create-menu").Last);
        await states.Locator("summary").ClickAsync();
        await states.Locator("input").FillAsync("Open");
        await canvas.SavingAsync(() => states.Locator("button").ClickAsync(), "\"Open\"");
        await transitions.Locator("summary").ClickAsync();
        await transitions.Locator("input").FillAsync("unlock");
        await transitions.Locator("select").Last.SelectOptionAsync("Open");
        await canvas.SavingAsync(() => transitions.Locator("button").ClickAsync(), "\"unlock\"");
        await transitions.Locator("summary").ClickAsync();
        await page.Locator(".x6-edge").GetByText("unlock").First.ClickAsync(new() { Force = true });
        await page.GetByRole(AriaRole.Button, new() { Name = "Add trigger" }).ClickAsync();
        await page.Locator(".state-machine-activity-picker input").First.FillAsync("Elsa.Event");
        await page.Locator(".state-machine-activity-picker__result", new() { HasText = "Elsa.Event" }).First.ClickAsync();
        await canvas.SavingAsync(() => page.GetByRole(AriaRole.Button, new() { Name = "Add Event" }).ClickAsync(), "\"Elsa.Event\"");
        await canvas.FillAsync("Event Name", "Unlock");
        await canvas.PublishAsync();
        await browser.ShowAsync("state-machine");

        var run = (string)(await host.SendAsync(HttpMethod.Post, "elsa/api/workflow-definitions/door/execute", new { }))!["workflowState"]!["id"]!;
        await host.SendAsync(HttpMethod.Post, "elsa/api/events/Unlock/trigger", new { });
        await browser.FollowAsync($"studio/workflows/instances/{run}/view");
        await Expect(page.Locator("tr", new() { HasText = "Sub status" }).GetByText("Finished")).ToBeVisibleAsync();
        await Expect(page.Locator(".x6-node", new() { HasText = "Open" })).ToBeVisibleAsync();
        await browser.ShowAsync("state-machine-run");
        browser.Complaints.Should().BeEmpty();
    }
}
