using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;
using static Transcribe.Workflows.Host.Browser.Tests.HostApi;

namespace Transcribe.Workflows.Host.Browser.Tests;

/// <summary>Schedules as people pause and resume them.</summary>
public sealed class SchedulePageTests(Workplace workplace)
{
    [Fact]
    public async Task Schedule_PausedResumedAndRunByKeyboard_KeepsTheKeyboardInItsRow()
    {
        await using var browser = await workplace.OpenAsync();
        var page = browser.Page;
        await browser.Host.PublishAsync(
            "weekly-report",
            "Weekly report",
            new { id = "t", type = "Elsa.Timer", version = 1, interval = Literal("7.00:00:00", "TimeSpan"), customProperties = new { canStartWorkflow = true } });
        await browser.GoAsync("schedules");

        await Button("Pause Weekly report").PressAsync("Enter");
        await Expect(page.GetByRole(AriaRole.Status)).ToHaveTextAsync("Weekly report is paused.");
        await Expect(Button("Resume Weekly report")).ToBeFocusedAsync();
        await page.Keyboard.PressAsync("Enter");
        await Expect(Button("Pause Weekly report")).ToBeFocusedAsync();
        await Button("Run now: Weekly report").PressAsync("Enter");
        await Expect(page.GetByRole(AriaRole.Status)).ToHaveTextAsync("Weekly report is started.");
        await Expect(Button("Run now: Weekly report")).ToBeFocusedAsync();
        browser.Complaints.Should().BeEmpty();

        ILocator Button(string name) => page.GetByRole(AriaRole.Button, new() { Name = name });
    }
}
