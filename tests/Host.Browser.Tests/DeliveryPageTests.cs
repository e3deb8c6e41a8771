using Microsoft.Data.Sqlite;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;
using static Transcribe.Workflows.Host.Browser.Tests.HostApi;

namespace Transcribe.Workflows.Host.Browser.Tests;

/// <summary>Deliveries as people follow them, and send them again.</summary>
public sealed class DeliveryPageTests(Workplace workplace) : IDisposable
{
    private readonly TempFolder _data = new();

    public void Dispose() => _data.Dispose();

    [Fact]
    public async Task Delivery_RejectedOrGivenUp_IsSentAgain()
    {
        await using var slack = await SlackStandIn.StartAsync();
        await using var browser = await workplace.OpenNewHostAsync(_data.Path, slack.Allowed);
        var (page, host) = (browser.Page, browser.Host);
        await browser.GoAsync("deliveries");
        await Expect(page.GetByRole(AriaRole.Heading, new() { Name = "Nothing was sent yet" })).ToBeVisibleAsync();
        await host.SendAsync(HttpMethod.Put, "api/connections/slack/team", new { settings = new { botToken = "xoxb-1", channel = "#news", apiUrl = new Uri(slack.Address, "api/") } });
        await host.PublishAsync("notes", "Show notes", new { id = "s", type = "Transcribe.SendToSlack", version = 1, name = "Post", text = Literal("Hello"), connection = Literal("team") });
        slack.Error = "is_archived";
        await host.StartAsync("notes");

        await browser.GoAsync("deliveries?status=Rejected");
        var row = page.Locator("tbody tr").First;
        await Expect(row).ToContainTextAsync("Rejected");
        await Expect(row).ToContainTextAsync("archived");
        await browser.ShowAsync("deliveries");
        slack.Error = null;
        await row.GetByRole(AriaRole.Button, new() { Name = "Send again" }).PressAsync("Enter");
        await Expect(page.GetByRole(AriaRole.Status)).ToContainTextAsync("is sent again, under the same id.");
        await Expect(page.GetByRole(AriaRole.Heading, new() { Name = "Deliveries" })).ToBeFocusedAsync();
        await page.Locator(".sections a").Filter(new() { HasText = "Delivered" }).ClickAsync();
        await Expect(row).ToContainTextAsync("Delivered");
        await Expect(page.Locator(".sections a").Filter(new() { HasText = "Delivered" })).ToContainTextAsync("1");

        await GiveUpAsync();
        await browser.GoAsync("deliveries?status=Dead");
        await Expect(row).ToContainTextAsync("Given up");
        await page.GetByRole(AriaRole.Button, new() { Name = "Send all given up again" }).PressAsync("Enter");
        await page.GetByRole(AriaRole.Dialog).GetByRole(AriaRole.Button, new() { Name = "Send again" }).PressAsync("Enter");
        await Expect(page.GetByRole(AriaRole.Status)).ToContainTextAsync("1 delivery is sent again.");
        await Expect(page.GetByRole(AriaRole.Heading, new() { Name = "Deliveries" })).ToBeFocusedAsync();
        await page.GetByLabel("Kind").SelectOptionAsync("Slack");
        await page.GetByRole(AriaRole.Button, new() { Name = "Filter" }).ClickAsync();
        await page.WaitForURLAsync("**kind=slack*");
        await browser.GoAsync("deliveries");
        await Expect(row).ToContainTextAsync("Delivered");
        browser.Complaints.Should().BeEmpty();
    }

    // What takes a day of attempts, written down as if they had been made.
    private async Task GiveUpAsync()
    {
        await using var database = new SqliteConnection($"Data Source={_data.File("workflows.db")};Pooling=False");
        await database.OpenAsync(TestContext.Current.CancellationToken);
        await using var command = database.CreateCommand();
        command.CommandText = "UPDATE TranscribeOutbox SET Status = 'Dead', Reason = 'Given up after 10 attempts: no answer.'";
        (await command.ExecuteNonQueryAsync(TestContext.Current.CancellationToken)).Should().Be(1);
    }
}
