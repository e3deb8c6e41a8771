using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;
using static Transcribe.Workflows.Host.Browser.Tests.HostApi;

namespace Transcribe.Workflows.Host.Browser.Tests;

/// <summary>The first page after the sign-in.</summary>
public sealed class OverviewTests : IDisposable
{
    private readonly TempFolder _data = new();

    public void Dispose() => _data.Dispose();

    [Fact]
    public async Task Overview_OfANewServer_OffersTheLineThatTheHostPrinted_AndOfABusyOneSaysWhatGoesOn()
    {
        await using var browser = await Browser.OpenAsync(_data.Path);
        var (page, host) = (browser.Page, browser.Host);
        await page.Context.GrantPermissionsAsync(["clipboard-read", "clipboard-write"]);

        await Expect(page.GetByRole(AriaRole.Heading, new() { Name = "Nothing has run yet" })).ToBeVisibleAsync();
        await Expect(page.GetByText("Sandbox.")).ToBeVisibleAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Copy the line" }).ClickAsync();
        await Expect(page.GetByText("Copied.")).ToBeVisibleAsync();
        (await page.EvaluateAsync<string>("navigator.clipboard.readText()")).Should().Be(host.CurlLine);
        await browser.ShowAsync("overview-new");

        await host.PublishAsync("weekly", "Weekly podcast", new { id = "e", type = "Elsa.Event", version = 1, name = "Wait for approval", eventName = Literal("Go") });
        await host.PublishAsync("archive", "Archive import", new { id = "w", type = "Elsa.WriteLine", version = 1, name = "Name the file", text = Script("throw new Error('No title.')") });
        await host.StartAsync("weekly");
        await host.StartAsync("archive");
        await host.TranscribeSampleAsync();

        // Nobody reloads: the page looks again by itself.
        await page.Locator("h1").ClickAsync();
        await Expect(Tile(page, "Waiting")).ToContainTextAsync("1");
        await Expect(Tile(page, "Failed")).ToContainTextAsync("1");
        await Expect(Tile(page, "Spent this month")).ToContainTextAsync("$0.0285");
        await Expect(Row(page, "Weekly podcast")).ToContainTextAsync("at Wait for approval");
        await Expect(Row(page, "Archive import")).ToContainTextAsync("Name the file: ");
        await Expect(Row(page, "Archive import")).ToContainTextAsync("No title.");
        await Expect(page.GetByRole(AriaRole.Img, new() { Name = ": $0.0285, most on" })).ToBeVisibleAsync();
        await page.GetByText("The same as a table").ClickAsync();
        await Expect(page.GetByRole(AriaRole.Table, new() { Name = "Spending by day" }).GetByRole(AriaRole.Row)).ToHaveCountAsync(2);
        await browser.ShowAsync("overview");

        await Tile(page, "Failed").ClickAsync();
        await page.WaitForURLAsync("**/studio/workflows/instances*");
        await Expect(page.Locator("tbody tr")).ToHaveCountAsync(1);
        await Expect(page.Locator("tbody tr")).ToContainTextAsync("Archive import");
        browser.Complaints.Should().BeEmpty();
    }

    private static ILocator Tile(IPage page, string name) => page.Locator(".tiles a").Filter(new() { HasText = name });

    private static ILocator Row(IPage page, string text) => page.GetByRole(AriaRole.Row).Filter(new() { HasText = text });
}
