using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Transcribe.Workflows.Host.Browser.Tests;

/// <summary>The settings in a real browser: by mouse, by keyboard, in the dark and on a phone.</summary>
public sealed class SettingsTests(Workplace workplace)
{
    private static readonly ColorScheme[] Schemes = [ColorScheme.Light, ColorScheme.Dark];

    [Fact]
    public async Task UsersRolesAndKeys_Made_AreListedAndAudited()
    {
        await using var browser = await workplace.OpenApartAsync();
        var page = browser.Page;
        var dialog = page.GetByRole(AriaRole.Dialog);

        await browser.GoAsync("settings/roles");
        await OpenAsync(page, "Add a role");
        await dialog.GetByLabel("Name").FillAsync("Archivist");
        await dialog.GetByLabel("Delete runs").CheckAsync();
        await browser.ShowAsync("settings-add-role");
        await SubmitAsync(page, "Add");
        await Expect(page.GetByRole(AriaRole.Cell, new() { Name = "Archivist", Exact = true })).ToBeVisibleAsync();
        await Expect(page.GetByRole(AriaRole.Button, new() { Name = "Add a role" })).ToBeFocusedAsync();
        await browser.ShowAsync("settings-roles");

        await browser.GoAsync("settings/users");
        await OpenAsync(page, "Add a user");
        await dialog.GetByLabel("Name").FillAsync("bob");
        await dialog.GetByLabel("Password").FillAsync("short");
        await dialog.GetByLabel("Password").EvaluateAsync("input => input.removeAttribute('minlength')");
        await dialog.GetByLabel("Archivist").CheckAsync();
        await dialog.GetByRole(AriaRole.Button, new() { Name = "Add" }).ClickAsync();
        await Expect(page.GetByRole(AriaRole.Alert)).ToContainTextAsync("10 to 256 characters");
        await browser.ShowAsync("settings-add-user");
        await dialog.GetByLabel("Password").FillAsync("correct-horse-battery");
        await SubmitAsync(page, "Add");
        await Expect(page.GetByRole(AriaRole.Cell, new() { Name = "bob", Exact = true })).ToBeVisibleAsync();
        await Expect(page.GetByRole(AriaRole.Button, new() { Name = "Add a user" })).ToBeFocusedAsync();
        await browser.ShowAsync("settings-users");

        await browser.GoAsync("settings/keys");
        await OpenAsync(page, "Make a key");
        await dialog.GetByLabel("Name").FillAsync("podcast-importer");
        await dialog.GetByRole(AriaRole.Button, new() { Name = "Make" }).ClickAsync();
        var key = await page.Locator("code.secret").InnerTextAsync();
        await browser.ShowAsync("settings-key");
        await page.GetByRole(AriaRole.Button, new() { Name = "Done" }).ClickAsync();
        await Expect(page.GetByRole(AriaRole.Cell, new() { Name = "podcast-importer", Exact = true })).ToBeVisibleAsync();
        (await page.ContentAsync()).Should().NotContain(key, "it is shown once");
        await Expect(page.GetByRole(AriaRole.Button, new() { Name = "Make a key" })).ToBeFocusedAsync();

        await browser.GoAsync("settings/audit");
        foreach (var action in new[] { "sign-in", "create role", "create user", "create API key" })
            await Expect(page.GetByRole(AriaRole.Cell, new() { Name = action, Exact = true }).First).ToBeVisibleAsync();
        await browser.ShowAsync("settings-audit");
        await page.GetByLabel("To what", new() { Exact = true }).FillAsync("bob");
        await page.Keyboard.PressAsync("Enter");
        await page.WaitForURLAsync("**target=bob*");
        await Expect(page.Locator("tbody tr")).ToHaveCountAsync(1);

        browser.Complaints.Should().OnlyContain(complaint => complaint.Contains("400", StringComparison.Ordinal), "only the short password was refused");
    }

    [Fact]
    public async Task Settings_ByKeyboard_CanBeReachedUsedAndLeft()
    {
        await using var browser = await workplace.OpenAsync();
        var page = browser.Page;
        await browser.GoAsync("settings/users");
        await Expect(page.GetByRole(AriaRole.Heading, new() { Name = "Users" })).ToBeVisibleAsync();

        await page.Keyboard.PressAsync("Tab");
        await Expect(page.GetByRole(AriaRole.Link, new() { Name = "Skip to content" })).ToBeFocusedAsync();
        await page.Keyboard.PressAsync("Enter");
        for (var i = 0; i < 6; i++)
            await page.Keyboard.PressAsync("Tab");
        await Expect(page.GetByRole(AriaRole.Button, new() { Name = "Add a user" })).ToBeFocusedAsync();
        await page.Keyboard.PressAsync("Enter");
        await Expect(page.GetByLabel("Name")).ToBeFocusedAsync();
        await page.Keyboard.PressAsync("Escape");
        await Expect(page.GetByRole(AriaRole.Dialog)).ToHaveCountAsync(0);
    }

    [Fact]
    public async Task EveryPage_InLightAndDark_HasReadableContrastAndFitsAPhone()
    {
        await using var browser = await workplace.OpenApartAsync();
        var page = browser.Page;
        await page.SetViewportSizeAsync(390, 844);

        foreach (var section in new[] { "users", "roles", "keys", "audit", "account" })
        {
            await browser.GoAsync($"settings/{section}");
            await Expect(page.Locator("h1")).ToBeVisibleAsync();
            foreach (var scheme in Schemes)
            {
                await ShowAsync(browser, $"settings-{section}", scheme);
                (await page.EvaluateAsync<int>("document.documentElement.scrollWidth")).Should().BeLessThanOrEqualTo(390, "{0} needs no sideways scrolling", section);
                (await UnreadableAsync(page)).Should().BeEmpty("{0} is readable", section);
            }
        }

        await page.GetByRole(AriaRole.Button, new() { Name = "Menu" }).ClickAsync();
        await Expect(page.GetByRole(AriaRole.Link, new() { Name = "Workflows", Exact = true })).ToBeVisibleAsync();
        foreach (var scheme in Schemes)
            await ShowAsync(browser, "menu", scheme);
        await page.GetByRole(AriaRole.Button, new() { Name = "Sign out" }).ClickAsync();
        await page.WaitForURLAsync("**/sign-in");
        foreach (var scheme in Schemes)
        {
            await ShowAsync(browser, "sign-in", scheme);
            (await UnreadableAsync(page)).Should().BeEmpty();
        }
    }

    private static async Task ShowAsync(Browser browser, string name, ColorScheme scheme)
    {
        await browser.Page.EmulateMediaAsync(new() { ColorScheme = scheme });
        await browser.ShowAsync($"{name}-{scheme}-phone".ToLowerInvariant());
    }

    // WCAG 2.2, success criterion 1.4.3: at least 4.5 to 1.
    private static Task<string[]> UnreadableAsync(IPage page) => page.EvaluateAsync<string[]>("""
        () => {
          const rgb = text => (text.match(/[\d.]+/g) ?? [0, 0, 0, 0]).map(Number);
          const light = ([r, g, b]) => [r, g, b].map(c => (c /= 255) <= 0.03928 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4)
            .reduce((sum, c, i) => sum + c * [0.2126, 0.7152, 0.0722][i], 0);
          const ground = element => {
            for (let e = element; e; e = e.parentElement) {
              const colour = rgb(getComputedStyle(e).backgroundColor);
              if (colour.length < 4 || colour[3] === 1) return colour;
            }
            return [255, 255, 255];
          };
          return [...document.body.querySelectorAll('*')]
            .filter(e => [...e.childNodes].some(n => n.nodeType === 3 && n.textContent.trim()) && e.checkVisibility() && e.tagName !== 'SCRIPT')
            .map(e => {
              const [a, b] = [light(rgb(getComputedStyle(e).color)), light(ground(e))].sort((x, y) => y - x);
              return { text: e.textContent.trim(), ratio: (a + 0.05) / (b + 0.05) };
            })
            .filter(({ ratio }) => ratio < 4.5)
            .map(({ text, ratio }) => `${ratio.toFixed(2)}: ${text}`);
        }
        """);

    private static Task OpenAsync(IPage page, string button) => page.GetByRole(AriaRole.Button, new() { Name = button }).ClickAsync();

    private static async Task SubmitAsync(IPage page, string button)
    {
        await page.GetByRole(AriaRole.Dialog).GetByRole(AriaRole.Button, new() { Name = button }).ClickAsync();
        await Expect(page.GetByRole(AriaRole.Dialog)).ToHaveCountAsync(0);
    }
}
