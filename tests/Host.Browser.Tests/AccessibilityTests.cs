using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;
using static Transcribe.Workflows.Host.Browser.Tests.HostApi;

namespace Transcribe.Workflows.Host.Browser.Tests;

/// <summary>Every page of the shell with data on it: on a phone and on a desk, in light and dark, by keyboard and for a screen reader.</summary>
public sealed class AccessibilityTests(Workplace workplace)
{
    // A desk, a small window, a tablet, a phone.
    private static readonly int[] Widths = [1280, 1040, 800, 360];

    private static readonly ColorScheme[] Schemes = [ColorScheme.Light, ColorScheme.Dark];

    [Fact]
    public async Task EveryPage_OnPhoneAndDesk_FitsAndPassesAxe()
    {
        var host = await workplace.WithSampleAsync();
        await FillAsync(host);
        await using var browser = await workplace.OpenAsync();
        var page = browser.Page;
        var job = (string)(await host.SendAsync(HttpMethod.Get, "transcribe/api/ledger/jobs?status=completed"))!["data"]![0]!["id"]!;
        var run = (string)(await host.SendAsync(HttpMethod.Get, "elsa/api/workflow-instances?subStatus=Faulted"))!["items"]![0]!["id"]!;

        foreach (var path in new[] { string.Empty, "transcriptions", $"transcriptions/{job}", "transcriptions/spend", "schedules", "tests", "tests/templates", "tests/samples", $"replay/{run}", "deliveries", "connections", "connections/smtp/default", "connections/storage", "settings/users" })
        {
            await browser.GoAsync(path);
            await Expect(page.Locator("h1")).ToBeVisibleAsync();
            await Expect(page.GetByText("Reading…")).ToHaveCountAsync(0);
            var name = path.Length == 0 ? "overview" : path.Replace(job, "one").Replace(run, "one").Replace('/', '-');

            foreach (var scheme in Schemes)
            {
                await page.EmulateMediaAsync(new() { ColorScheme = scheme });
                await page.SetViewportSizeAsync(1280, 800);

                // In the dark nothing but the colours is another.
                var found = scheme == ColorScheme.Light ? await Axe.CheckAsync(page) : await Axe.CheckColoursAsync(page);
                found.Should().BeEmpty("/{0} keeps nobody out", path);

                foreach (var width in Widths)
                {
                    await page.SetViewportSizeAsync(width, 740);
                    (await page.EvaluateAsync<int>("document.documentElement.scrollWidth")).Should().BeLessThanOrEqualTo(width, "/{0} needs no sideways scrolling", path);
                }

                await browser.ShowAsync($"phone-{name}-{scheme}".ToLowerInvariant());
            }
        }

        browser.Complaints.Should().BeEmpty();
    }

    [Fact]
    public async Task Pages_ByKeyboard_CanBeUsed()
    {
        await workplace.WithSampleAsync();
        await using var browser = await workplace.OpenAsync();
        var page = browser.Page;

        await browser.GoAsync("transcriptions?workflow=transcribe-url");
        await Expect(page.Locator("tbody tr").First).ToBeVisibleAsync();
        await ReachAsync(page, "Skip to content");
        await page.Keyboard.PressAsync("Enter");
        foreach (var stop in new[] { "Recordings", "Spending", "Export as CSV", "Status", "Workflow" })
            await ReachAsync(page, stop);
        await ReachAsync(page, "Team meeting");
        await page.Keyboard.PressAsync("Enter");
        await Expect(page.GetByRole(AriaRole.Heading, new() { Name = "Team meeting" })).ToBeVisibleAsync();
        await ReachAsync(page, "Download SRT");

        await browser.GoAsync("connections");
        await Expect(page.Locator("tbody tr").First).ToBeVisibleAsync();
        await ReachAsync(page, "New connection");
        await page.Keyboard.PressAsync("Enter");
        await Expect(page.GetByRole(AriaRole.Dialog)).ToBeVisibleAsync();
        await page.Keyboard.PressAsync("Escape");
        await Expect(page.GetByRole(AriaRole.Button, new() { Name = "New connection" })).ToBeFocusedAsync();
        await ReachAsync(page, "Test Mail server default");
        await page.Keyboard.PressAsync("Enter");
        await Expect(page.GetByRole(AriaRole.Status).Filter(new() { HasText = "Works" })).ToBeVisibleAsync();
    }

    private static async Task FillAsync(ChildHost host)
    {
        await host.PublishAsync("episodes", "Episode import", new { id = "w", type = "Elsa.WriteLine", version = 1, name = "Name the file", text = Script("throw new Error('No title.')") });
        await host.PublishAsync("mail", "Mail the notes", new { id = "m", type = "Transcribe.SendEmail", version = 1, name = "Mail", to = Literal("team@example.com"), subject = Literal("Notes"), text = Literal("Hello") });
        await host.StartAsync("episodes");
        await host.StartAsync("mail");
    }

    // Goes on with Tab until something with this name has the focus, and shows where it is.
    private static async Task ReachAsync(IPage page, string name)
    {
        for (var i = 0; i < 40; i++)
        {
            await page.Keyboard.PressAsync("Tab");
            if (await page.EvaluateAsync<bool>(
                "name => { const e = document.activeElement; return e.matches(':focus-visible') && [e.ariaLabel, e.innerText, e.labels?.[0]?.innerText].some(text => text?.trim() === name); }", name))
                return;
        }

        Assert.Fail($"'{name}' cannot be reached with the Tab key.");
    }
}
