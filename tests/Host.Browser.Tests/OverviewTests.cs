using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;
using static Transcribe.Workflows.Host.Browser.Tests.HostApi;

namespace Transcribe.Workflows.Host.Browser.Tests;

/// <summary>The first page after the sign-in.</summary>
public sealed class OverviewTests(Workplace workplace) : IDisposable
{
    private readonly TempFolder _data = new();

    public void Dispose() => _data.Dispose();

    [Fact]
    public async Task Overview_OfANewServer_OffersTheLineThatTheHostPrinted_AndOfABusyOneSaysWhatGoesOn()
    {
        await using var browser = await workplace.OpenNewHostAsync(_data.Path, new Dictionary<string, string> { ["Outgoing__AllowedHosts__0"] = "127.0.0.1" });
        var (page, host) = (browser.Page, browser.Host);
        await page.Context.GrantPermissionsAsync(["clipboard-read", "clipboard-write"]);
        await page.Clock.InstallAsync();
        await browser.GoAsync(string.Empty);

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
        await LetTimePassAsync(page);
        await Expect(Tile(page, "Waiting")).ToContainTextAsync("1");
        await Expect(Tile(page, "Failed")).ToContainTextAsync("1");
        await Expect(Tile(page, "Spent this month")).ToContainTextAsync("$0.0285");
        await Expect(Row(page, "Weekly podcast")).ToContainTextAsync("at Wait for approval");
        await Expect(Row(page, "Archive import")).ToContainTextAsync("Name the file: ");
        await Expect(Row(page, "Archive import")).ToContainTextAsync("No title.");
        await Expect(Row(page, "Transcribe a URL")).ToContainTextAsync("Finished");
        await Expect(page.GetByRole(AriaRole.Img, new() { Name = ": $0.0285, most on" })).ToBeVisibleAsync();
        await page.GetByText("The same as a table").ClickAsync();
        await Expect(page.GetByRole(AriaRole.Table, new() { Name = "Spending by day" }).GetByRole(AriaRole.Row)).ToHaveCountAsync(2);
        await browser.ShowAsync("overview");

        await ShowFailuresAsync(browser);

        await Tile(page, "Failed").ClickAsync();
        await page.WaitForURLAsync("**/studio/workflows/instances*");
        await Expect(page.Locator("tbody tr")).ToHaveCountAsync(3);
        await Expect(page.Locator("tbody tr").Filter(new() { HasText = "Archive import" })).ToHaveCountAsync(1);
        browser.Complaints.Should().BeEmpty();
    }

    // What failed is tried again, given up or resumed from here.
    private static async Task ShowFailuresAsync(Browser browser)
    {
        var (page, host) = (browser.Page, browser.Host);
        await host.PublishWithAsync(
            "fetch", "Fetch the page", new { retry = new { attempts = 3, firstGap = "01:00:00", maxGap = "02:00:00" } },
            new { id = "s", type = "Elsa.SendHttpRequest", version = 1, name = "Ask", url = Literal("http://127.0.0.1:1/") });
        await host.PublishWithAsync(
            "broken", "Broken import", new { failing = new { runs = 1 } },
            new { id = "e", type = "Elsa.Event", version = 1, eventName = Literal("Break"), customProperties = new { canStartWorkflow = true } },
            new { id = "f", type = "Elsa.Fault", version = 1, message = Literal("Broken.") });
        await host.StartAsync("fetch");
        await host.SendAsync(HttpMethod.Post, "elsa/api/events/Break/trigger", new { });
        await page.Locator("h1").ClickAsync();
        await LetTimePassAsync(page);

        await Expect(Row(page, "Fetch the page")).ToContainTextAsync("Tries again");
        await Expect(Row(page, "Fetch the page")).ToContainTextAsync("Ask: ");
        var paused = page.GetByRole(AriaRole.Table, new() { Name = "Workflows that nothing starts because they fail" });
        await Expect(paused).ToContainTextAsync("1 of its last 1 runs failed");
        await browser.ShowAsync("overview-failures");

        await page.GetByRole(AriaRole.Button, new() { Name = "Resume: Broken import" }).PressAsync("Enter");
        await Expect(page.GetByText("Broken import can be started again.")).ToBeVisibleAsync();
        await Expect(paused).ToHaveCountAsync(0);
        await Expect(page.Locator("h1")).ToBeFocusedAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Try again: Archive import" }).ClickAsync();
        await Expect(page.GetByText("Archive import is tried again.")).ToBeVisibleAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Give up: Fetch the page" }).ClickAsync();
        await Expect(page.GetByText("Fetch the page is given up.")).ToBeVisibleAsync();
        await Expect(Row(page, "Fetch the page")).ToContainTextAsync("Failed");
    }

    // The page looks again every five seconds, by the browser's clock.
    private static Task LetTimePassAsync(IPage page) => page.Clock.FastForwardAsync(5000);

    private static ILocator Tile(IPage page, string name) => page.Locator(".tiles a").Filter(new() { HasText = name });

    private static ILocator Row(IPage page, string text) => page.GetByRole(AriaRole.Row).Filter(new() { HasText = text });
}
