using System.Text.Json.Nodes;

namespace Transcribe.Workflows.Host.Browser.Tests;

/// <summary>The designer's picker of secrets.</summary>
public sealed class SecretPickerTests(Workplace workplace)
{
    private const string Workflow = """
        { "publish": false, "model": { "definitionId": "calls", "name": "Calls", "root": { "id": "fc", "type": "Elsa.Flowchart", "version": 1, "activities": [
          { "id": "call", "type": "Elsa.FlowSendHttpRequest", "version": 1, "name": "Call1",
            "url": { "typeName": "Uri", "expression": { "type": "Literal", "value": "http://127.0.0.1:1/" } },
            "authorization": { "typeName": "String", "expression": { "type": "Secret", "value": "" } } } ], "connections": [] } } }
        """;

    [Fact]
    public async Task Secret_ChosenInTheDesigner_IsSavedByItsName()
    {
        await using var browser = await workplace.OpenDesignerAsync("studio/");
        var (page, host) = (browser.Page, browser.Host);
        await host.SendAsync(HttpMethod.Post, "elsa/api/secrets", new { name = "SmsApiKey", displayName = "SMS key", value = "hunter2" });
        await host.SendAsync(HttpMethod.Post, "elsa/api/workflow-definitions", JsonNode.Parse(Workflow));

        await browser.FollowAsync("studio/workflows/definitions/calls/edit");
        await page.Locator(".x6-node").First.ClickAsync();
        await page.Locator(".mud-input-control:has(label:text-is('Authorization'))").ClickAsync();
        await browser.ShowAsync("secret-picker");
        await new Canvas(page).SavingAsync(() => page.Locator(".mud-popover-open").GetByText("SMS key").First.ClickAsync());

        var saved = JsonNode.Parse(await browser.ReadAsync("elsa/api/workflow-definitions/by-definition-id/calls"))!["root"]!["activities"]![0]!["authorization"]!["expression"]!;
        ((string)saved["type"]!).Should().Be("Secret");
        ((string)JsonNode.Parse((string)saved["value"]!)!["name"]!).Should().Be("SmsApiKey");
        browser.Complaints.Should().BeEmpty();
    }
}
