using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;
using static Transcribe.Workflows.Host.Browser.Tests.HostApi;

namespace Transcribe.Workflows.Host.Browser.Tests;

/// <summary>A failed run that somebody runs again from where it failed, with what one of its steps gave as a sample for tests.</summary>
public sealed class ReplayPageTests(Workplace workplace)
{
    [Fact]
    public async Task FailedRun_FromTheOverview_IsPinnedAndRunsAgainFromTheStepThatFailed()
    {
        await using var browser = await workplace.OpenAsync();
        var (page, host) = (browser.Page, browser.Host);
        await PublishAsync(host, "throw new Error('No title.')");
        await host.StartAsync("archive");

        await browser.GoAsync(string.Empty);
        await page.GetByRole(AriaRole.Link, new() { Name = "Run again from …: Archive import" }).ClickAsync();
        await Expect(page.GetByRole(AriaRole.Row).Filter(new() { HasText = "Name the file" })).ToContainTextAsync("Failed");
        await page.GetByRole(AriaRole.Button, new() { Name = "Pin as sample: Announce" }).ClickAsync();
        await Expect(page.GetByRole(AriaRole.Status)).ToContainTextAsync("What Announce gave is its sample in the draft now.");
        await Expect(page.GetByRole(AriaRole.Button, new() { Name = "Pin as sample: Announce" })).ToBeFocusedAsync();
        await browser.ShowAsync("replay");
        (await Axe.CheckAsync(page)).Should().BeEmpty();
        await page.GetByRole(AriaRole.Link, new() { Name = "Test the draft" }).ClickAsync();
        await Expect(page.GetByRole(AriaRole.Row).Filter(new() { HasText = "Announce" })).ToContainTextAsync("Done");
        await browser.ShowAsync("samples");
        await page.GetByRole(AriaRole.Button, new() { Name = "Unpin Announce" }).PressAsync("Enter");
        await Expect(page.GetByText("No step of Archive import has a sample.")).ToBeVisibleAsync();
        await Expect(page.GetByRole(AriaRole.Heading, new() { Name = "Pinned samples" })).ToBeFocusedAsync();

        await PublishAsync(host, "setOutcome('Done')");
        await page.GoBackAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Run again from here: Name the file" }).ClickAsync();
        var question = page.GetByRole(AriaRole.Dialog);
        await Expect(question).ToContainTextAsync("1 step before it is answered from this run and not executed: Announce.");
        await Expect(question).ToContainTextAsync("From Name the file on, version 2 executes.");
        await browser.ShowAsync("replay-question");
        await question.GetByRole(AriaRole.Button, new() { Name = "Run again" }).ClickAsync();

        await page.WaitForURLAsync("**/studio/workflows/instances/*/view");
        await Expect(page.GetByRole(AriaRole.Link, new() { Name = "Run again from …" })).ToBeVisibleAsync();
        await Expect(page.GetByText("Finished").First).ToBeVisibleAsync();
        await browser.ShowAsync("replay-viewer");
        (await browser.ReadAsync($"runs/{page.Url.Split('/')[^2]}")).Should().Contain("from 'Name the file': what came before is answered from there.").And.Contain("Pinned run ");
    }

    private static Task PublishAsync(ChildHost host, string script) => host.PublishAsync(
        "archive",
        "Archive import",
        new { id = "say", type = "Elsa.WriteLine", version = 1, name = "Announce", text = Literal("An import begins.") },
        new { id = "name", type = "Elsa.RunJavaScript", version = 1, name = "Name the file", script = Literal(script) });
}
