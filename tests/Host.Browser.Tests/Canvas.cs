using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Transcribe.Workflows.Host.Browser.Tests;

/// <summary>The designer as people use it: with the mouse and the keyboard.</summary>
internal sealed class Canvas(IPage page)
{
    // The toolbar names its buttons by icon only.
    private const string PublishButton = ".mud-tooltip-root button.mud-icon-button.mud-primary-text";

    /// <summary>Creates an empty workflow and opens it.</summary>
    public async Task CreateAsync(string name)
    {
        // A click that comes while the list still loads is lost.
        await Expect(page.Locator("tbody tr").First).ToBeVisibleAsync();
        await page.WaitForLoadStateAsync(LoadState.NetworkIdle);
        await page.GetByText("Create workflow").First.ClickAsync();
        var dialog = page.Locator(".mud-dialog");
        var field = dialog.GetByLabel("Name").First;

        // The dialog looks for a free name by itself, and would write it over what was typed before.
        await Expect(field).Not.ToHaveValueAsync(string.Empty);
        await page.WaitForLoadStateAsync(LoadState.NetworkIdle);
        await field.FillAsync(name);
        await dialog.GetByRole(AriaRole.Button, new() { Name = "Ok" }).ClickAsync();
        await page.WaitForURLAsync("**/edit");
        await page.Locator(".x6-graph").First.WaitForAsync();
    }

    /// <summary>Drags an activity from the toolbox.</summary>
    public async Task DropAsync(string category, string activity, float x, float y)
    {
        var item = page.GetByText(activity, new() { Exact = true }).First;
        if (!await item.IsVisibleAsync())
            await page.GetByText(category, new() { Exact = true }).First.ClickAsync();

        var before = await page.Locator(".x6-node").CountAsync();
        await SavingAsync(() => item.DragToAsync(page.Locator(".x6-graph").First, new() { TargetPosition = new() { X = x, Y = y } }));
        await Expect(page.Locator(".x6-node")).ToHaveCountAsync(before + 1);
    }

    /// <summary>Types a plain value into an input of the selected activity.</summary>
    public Task FillAsync(string label, string text) => SavingAsync(async () =>
    {
        var field = Input(label).Locator("input").First;
        await field.FillAsync(text);
        await field.PressAsync("Tab");
    });

    public Task PublishAsync() => SavingAsync(() => page.Locator(PublishButton).First.ClickAsync());

    /// <summary>Changes something and waits until it is saved, and until the designer has read what came back.</summary>
    public async Task SavingAsync(Func<Task> change)
    {
        await page.RunAndWaitForResponseAsync(
            change, response => response.Request.Method == "POST" && response.Url.EndsWith("/workflow-definitions", StringComparison.Ordinal));
        await page.WaitForLoadStateAsync(LoadState.NetworkIdle);
    }

    private ILocator Input(string label) => page.Locator($".mud-input-control:has(label:text-is('{label}'))");
}
