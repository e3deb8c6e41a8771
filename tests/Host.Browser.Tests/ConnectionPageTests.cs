using System.Text.Json.Nodes;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Transcribe.Workflows.Host.Browser.Tests;

/// <summary>Connections as people make, test, change and delete them.</summary>
public sealed class ConnectionPageTests(Workplace workplace) : IDisposable
{
    private const string Secret = "xoxb-SENTINEL-1";
    private const string NewSecret = "xoxb-SENTINEL-2";

    private readonly TempFolder _data = new();

    public void Dispose() => _data.Dispose();

    [Fact]
    public async Task Connection_MadeTestedRotatedAndDeleted_NeverShowsItsSecret()
    {
        await using var slack = await SlackStandIn.StartAsync();
        await using var browser = await workplace.OpenAsync();
        var page = browser.Page;
        var (dialog, notice) = (page.GetByRole(AriaRole.Dialog), page.Locator(".notice"));
        await browser.GoAsync("connections");
        await Expect(OwnOnes(page)).ToHaveCountAsync(3);

        await page.GetByRole(AriaRole.Button, new() { Name = "New connection" }).ClickAsync();
        await dialog.GetByLabel("Slack").CheckAsync();
        await browser.ShowAsync("connections-new");
        await dialog.GetByRole(AriaRole.Button, new() { Name = "Next" }).ClickAsync();
        await page.WaitForURLAsync("**/connections/slack");
        await page.GetByLabel("Name (required)").FillAsync("team");
        await page.GetByLabel("API URL").FillAsync(new Uri(slack.Address, "api/").ToString());
        await page.GetByRole(AriaRole.Button, new() { Name = "Save" }).ClickAsync();
        await Expect(notice).ToHaveTextAsync("Slack needs either botToken or webhookUrl.");
        await page.GetByLabel("Bot token").FillAsync(Secret);
        slack.Error = "invalid_auth";
        await page.GetByRole(AriaRole.Button, new() { Name = "Test" }).ClickAsync();
        await Expect(notice).ToContainTextAsync("It does not work. Slack");
        await browser.ShowAsync("connections-form");
        slack.Error = null;
        await page.GetByRole(AriaRole.Button, new() { Name = "Test" }).ClickAsync();
        await Expect(notice).ToHaveTextAsync("It works. The token works, as notes-bot in Podcast.");
        await page.GetByRole(AriaRole.Button, new() { Name = "Save" }).ClickAsync();

        await Expect(notice).ToHaveTextAsync("Slack team is saved.");
        await page.GetByRole(AriaRole.Button, new() { Name = "Test Slack team" }).ClickAsync();
        await Expect(Row(page)).ToContainTextAsync("Works");
        slack.Error = "account_inactive";
        await page.GetByRole(AriaRole.Button, new() { Name = "Test Slack team" }).ClickAsync();
        await Expect(Row(page)).ToContainTextAsync("Does not work");
        await Expect(page.GetByRole(AriaRole.Button, new() { Name = "Test Slack team" })).ToBeFocusedAsync();
        await browser.ShowAsync("connections");
        (await page.ContentAsync()).Should().NotContain(Secret);

        await page.GetByRole(AriaRole.Link, new() { Name = "Edit Slack team" }).ClickAsync();
        await Expect(page.GetByLabel("Bot token")).ToHaveValueAsync(string.Empty);
        await page.GetByLabel("Channel").FillAsync("#news");
        await page.GetByRole(AriaRole.Button, new() { Name = "Save" }).ClickAsync();
        await Expect(notice).ToHaveTextAsync("Slack team is saved.");

        await page.GetByRole(AriaRole.Button, new() { Name = "New secrets for Slack team" }).ClickAsync();
        await dialog.GetByLabel("Bot token").FillAsync(NewSecret);
        await dialog.GetByRole(AriaRole.Button, new() { Name = "Replace" }).ClickAsync();
        await Expect(dialog.GetByRole(AriaRole.Alert)).ToContainTextAsync("The old secrets stay");
        await Expect(dialog.GetByRole(AriaRole.Button, new() { Name = "Replace" })).ToBeFocusedAsync();
        slack.Error = null;
        await dialog.GetByRole(AriaRole.Button, new() { Name = "Replace" }).ClickAsync();
        await Expect(notice).ToHaveTextAsync("The secrets of Slack team are replaced.");
        await Expect(page.GetByRole(AriaRole.Button, new() { Name = "New secrets for Slack team" })).ToBeFocusedAsync();
        (await browser.ReadAsync("api/connections")).Should().Contain("#news").And.NotContain("SENTINEL");

        var next = await Row(page).Locator("xpath=following-sibling::tr[1]").InnerTextAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Delete Slack team" }).PressAsync("Enter");
        await dialog.GetByRole(AriaRole.Button, new() { Name = "Delete" }).PressAsync("Enter");
        await Expect(notice).ToHaveTextAsync("Slack team is deleted.");
        await Expect(Row(page)).ToHaveCountAsync(0);
        await Expect(page.Locator("tr:has(:focus)")).ToHaveTextAsync(next, new() { UseInnerText = true });
        await Expect(OwnOnes(page)).ToHaveCountAsync(3);

        var log = JsonNode.Parse(await browser.ReadAsync("elsa/api/audit-log?target=team"))!["items"]!.AsArray();
        log.Select(line => $"{line!["action"]} {line["target"]}").Distinct().Should()
            .BeEquivalentTo("save connection slack, team", "test connection slack, team", "rotate connection slack, team", "delete connection slack, team");
        browser.Complaints.Should().OnlyContain(complaint => complaint.Contains("422", StringComparison.Ordinal), "only what cannot work was refused");
    }

    [Fact]
    public async Task StorageForm_OfEachKind_ShowsTheFieldsThatCount()
    {
        await using var browser = await workplace.OpenAsync();
        var page = browser.Page;
        await browser.GoAsync("connections/storage");

        await Expect(page.GetByLabel("Path")).ToBeVisibleAsync();
        await Expect(page.GetByLabel("Bucket")).ToHaveCountAsync(0);
        await page.GetByLabel("Kind (required)").SelectOptionAsync("Sftp");
        await Expect(page.GetByLabel("Kind (required)")).ToBeFocusedAsync();
        await Expect(page.GetByLabel("Private key")).ToHaveJSPropertyAsync("tagName", "TEXTAREA");
        await page.GetByLabel("Kind (required)").SelectOptionAsync("Folder");
        await page.GetByLabel("Path").FillAsync(_data.File("notes"));
        await page.GetByLabel("Name (required)").FillAsync("notes");
        await page.GetByRole(AriaRole.Button, new() { Name = "Save" }).ClickAsync();
        await page.WaitForURLAsync("**/connections?saved=*");
        await page.GetByRole(AriaRole.Button, new() { Name = "Test Storage notes" }).ClickAsync();
        await Expect(page.GetByRole(AriaRole.Row).Filter(new() { HasText = "notes" })).ToContainTextAsync("can be written to");
        browser.Complaints.Should().BeEmpty();
    }

    // What the host brings along: transcribe.so, a folder, a mail server.
    private static ILocator OwnOnes(IPage page) => page.Locator("tbody tr").Filter(new() { HasText = "default" });

    private static ILocator Row(IPage page) => page.GetByRole(AriaRole.Row).Filter(new() { HasText = "team" });
}
