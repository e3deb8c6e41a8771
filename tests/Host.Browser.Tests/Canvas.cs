using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Transcribe.Workflows.Host.Browser.Tests;

/// <summary>The designer as people use it: with the mouse and the keyboard.</summary>
internal sealed class Canvas(IPage page)
{
    // Its toolbar names its buttons by icon only.
    private const string PublishButton = ".mud-tooltip-root button.mud-icon-button.mud-primary-text";
    private const string ToolButton = ".mud-tooltip-root button.mud-icon-button:visible";

    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(3);

    /// <summary>Creates an empty workflow and opens it.</summary>
    public async Task CreateAsync(string name)
    {
        await Expect(page.Locator("tbody tr").First).ToBeVisibleAsync();
        var dialog = await InDialogAsync(() => page.GetByText("Create workflow").First.ClickAsync(), dialog => NameAsync(dialog, name), "the dialog takes a name");
        await dialog.GetByRole(AriaRole.Button, new() { Name = "Ok" }).ClickAsync();
        await page.WaitForURLAsync("**/edit");
        await page.Locator(".x6-graph").First.WaitForAsync();
    }

    /// <summary>
    /// Opens a dialog and does something in it. A click is lost that comes while the page still starts or the dialog still opens, and a second one
    /// beside a dialog that opens late closes it again: then both are done once more.
    /// </summary>
    public Task<T> InDialogAsync<T>(Func<Task> open, Func<ILocator, Task<T>> act, string what)
        where T : class
    {
        var dialog = page.Locator(".mud-dialog");
        return Eventually.GetAsync<T>(
            async () =>
            {
                try
                {
                    if (await dialog.CountAsync() == 0)
                        await open();
                    return await act(dialog);
                }
                catch (Exception error) when (error is PlaywrightException or TimeoutException)
                {
                    return null;
                }
            },
            what,
            Patience);
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

    /// <summary>Folds a category of the toolbox, so that the next one is in reach.</summary>
    public Task FoldAsync(string category) => page.GetByText(category, new() { Exact = true }).First.ClickAsync();

    /// <summary>Draws a connection from an outcome of an activity to the next one.</summary>
    public async Task ConnectAsync(string from, string outcome, string to)
    {
        var start = await CentreOfAsync(Node(from).Locator($"[port='{outcome}']"));
        var end = await CentreOfAsync(Node(to).Locator("[port='In']"));
        await SavingAsync(async () =>
        {
            await page.Mouse.MoveAsync(start.X, start.Y);
            await page.Mouse.DownAsync();
            await page.Mouse.MoveAsync(end.X - 20, end.Y, new() { Steps = 8 });
            await page.Mouse.MoveAsync(end.X, end.Y, new() { Steps = 4 });
            await page.Mouse.UpAsync();
        });
    }

    /// <summary>Clicks an activity.</summary>
    public Task SelectAsync(string type) => Node(type).Locator(".activity-icon").ClickAsync();

    /// <summary>Types a plain value into an input of the selected activity.</summary>
    public Task FillAsync(string label, string text) => SavingAsync(
        async () =>
        {
            var field = Input(label).Locator("input").First;
            await field.FillAsync(text);
            await field.PressAsync("Tab");
        },
        text);

    /// <summary>Ticks a box.</summary>
    public Task TickAsync(string label) => SavingAsync(() => page.GetByRole(AriaRole.Checkbox, new() { Name = label }).First.ClickAsync());

    /// <summary>Chooses a language for an input and writes an expression in it.</summary>
    public async Task WriteExpressionAsync(string label, string language, string text)
    {
        await Input(label).Locator("xpath=../..").Locator("button").Last.ClickAsync();
        await SavingAsync(() => page.Locator(".mud-popover-open").GetByText(language, new() { Exact = true }).ClickAsync());
        await WriteCodeAsync(text);
    }

    /// <summary>Writes into the code editor of the selected activity.</summary>
    public async Task WriteCodeAsync(string text)
    {
        var editor = page.Locator(".elsa-code-editor:visible, .monaco-editor:visible").First;
        await editor.WaitForAsync();
        await SavingAsync(
            async () =>
            {
                await editor.ClickAsync();
                await page.Keyboard.InsertTextAsync(text);
            },
            text);
    }

    /// <summary>Lets the designer arrange the activities, and shows all of them.</summary>
    public async Task ArrangeAsync()
    {
        await page.Locator(ToolButton).Nth(2).ClickAsync();
        await FitAsync();
    }

    /// <summary>Shows all activities.</summary>
    public Task FitAsync() => page.Locator(ToolButton).First.ClickAsync();

    /// <summary>Keeps a picture of all activities and of nothing around them.</summary>
    public async Task PictureAsync(string path)
    {
        await FitAsync();
        await page.Locator(".x6-graph").First.ScreenshotAsync(new() { Path = path });
    }

    public Task PublishAsync() => SavingAsync(() => page.Locator(PublishButton).First.ClickAsync());

    /// <summary>Changes something and waits until it is saved, and until the designer has read what came back: it then asks for the activities again.</summary>
    /// <param name="change">The change.</param>
    /// <param name="saved">What must stand in what is saved: an earlier change may still be on its way.</param>
    public async Task SavingAsync(Func<Task> change, string saved = "")
    {
        var isSaved = false;
        await page.RunAndWaitForResponseAsync(
            change,
            response =>
            {
                isSaved |= response.Request.Method == "POST" && response.Url.EndsWith("/workflow-definitions", StringComparison.Ordinal) &&
                    response.Request.PostData?.Contains(saved, StringComparison.Ordinal) == true;
                return isSaved && response.Url.Contains("/descriptors/activities?", StringComparison.Ordinal);
            });
    }

    /// <summary>The activity of a type on the canvas.</summary>
    public ILocator Node(string type) => page.Locator($".x6-node:has(elsa-activity-wrapper[activity-json*='\"type\":\"{type}\"'])");

    private ILocator Input(string label) => page.Locator($".mud-input-control:has(label:text-is('{label}'))");

    // The dialog looks for a free name by itself, and would write it over what was typed before.
    private static async Task<ILocator> NameAsync(ILocator dialog, string name)
    {
        var field = dialog.GetByLabel("Name").First;
        await Expect(field).Not.ToHaveValueAsync(string.Empty, new() { Timeout = 20_000 });
        await field.FillAsync(name, new() { Timeout = 5_000 });
        await Expect(field).ToHaveValueAsync(name, new() { Timeout = 5_000 });
        return dialog;
    }

    private static async Task<(float X, float Y)> CentreOfAsync(ILocator place)
    {
        var box = (await place.BoundingBoxAsync())!;
        return (box.X + (box.Width / 2), box.Y + (box.Height / 2));
    }
}
