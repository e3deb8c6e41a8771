using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Transcribe.Workflows.Host.Browser.Tests;

/// <summary>The designer in a real browser, against the real host.</summary>
public sealed class DesignerTests : IDisposable
{
    // The designer's toolbar names its buttons by icon only.
    private const string PublishButton = ".mud-tooltip-root button.mud-icon-button.mud-primary-text";
    private const string RunButton = ".mud-tooltip-root button.mud-icon-button.mud-success-text";

    private readonly TempFolder _data = new();

    public void Dispose() => _data.Dispose();

    [Fact]
    public async Task Workflow_CreatedDrawnAndPublished_RunsAndIsShown()
    {
        await using var browser = await Browser.OpenAsync(_data.Path);
        var page = browser.Page;

        await browser.GoAsync("studio/");
        await Expect(page.GetByText("transcribe-url")).ToBeVisibleAsync();
        await browser.ShowAsync("definitions");

        await page.GetByText("Create workflow").First.ClickAsync();
        await page.Locator(".mud-dialog").GetByRole(AriaRole.Button, new() { Name = "Ok" }).ClickAsync();
        await page.WaitForURLAsync("**/edit");
        await DropAsync(page, "Console", "Write Line");
        var text = page.Locator(".mud-input-control", new() { HasText = "Text" }).Locator("input").First;
        await SavingAsync(page, async () =>
        {
            await text.FillAsync("Hello from the designer");
            await text.PressAsync("Tab");
        });
        await browser.ShowAsync("editor");

        await SavingAsync(page, () => page.Locator(PublishButton).First.ClickAsync());
        await page.Locator(RunButton).First.ClickAsync();
        await page.WaitForURLAsync("**/view");
        await Expect(page.GetByText("Finished").First).ToBeVisibleAsync();
        await page.GetByText("WriteLine1").First.ClickAsync();
        await browser.ShowAsync("run");

        (await browser.ReadAsync("elsa/api/workflow-instances")).Should().Contain("\"status\":\"Finished\"");
        browser.Complaints.Should().BeEmpty();
    }

    [Fact]
    public async Task EveryReadyWorkflow_Opened_IsDrawnWithoutAComplaint()
    {
        await using var browser = await Browser.OpenAsync(_data.Path);

        foreach (var file in Directory.EnumerateFiles(Path.Combine(Repository.Root, "workflows"), "*.json"))
        {
            var id = System.Text.Json.JsonDocument.Parse(await File.ReadAllTextAsync(file, TestContext.Current.CancellationToken)).RootElement.GetProperty("definitionId").GetString();
            await browser.GoAsync($"studio/workflows/definitions/{id}/edit");
            await Expect(browser.Page.Locator(".x6-node").First).ToBeVisibleAsync();
            await browser.ShowAsync($"workflow-{id}");
        }

        browser.Complaints.Should().BeEmpty();
    }

    private static async Task DropAsync(IPage page, string category, string activity)
    {
        await page.GetByText(category, new() { Exact = true }).First.ClickAsync();
        var canvas = page.Locator(".x6-graph").First;
        await SavingAsync(page, () => page.GetByText(activity, new() { Exact = true }).First.DragToAsync(
            canvas, new() { TargetPosition = new() { X = 300, Y = 150 } }));
        await Expect(page.Locator(".x6-node")).ToHaveCountAsync(1);
    }

    private static async Task SavingAsync(IPage page, Func<Task> change) => await page.RunAndWaitForResponseAsync(
        change, response => response.Request.Method == "POST" && response.Url.EndsWith("/workflow-definitions", StringComparison.Ordinal));
}
