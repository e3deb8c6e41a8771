using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Transcribe.Workflows.Host.Browser.Tests;

/// <summary>Templates as people try them before they put one into a workflow.</summary>
public sealed class TemplatePageTests(Workplace workplace)
{
    [Fact]
    public async Task Template_Typed_ShowsWhatItMakesAndWhereAMistakeIs()
    {
        await using var browser = await workplace.OpenAsync();
        var page = browser.Page;
        var (template, output, mistake) = (page.GetByRole(AriaRole.Textbox, new() { Name = "Template" }), page.GetByRole(AriaRole.Region, new() { Name = "What it makes" }), page.GetByRole(AriaRole.Alert));
        await browser.GoAsync("tests");
        await page.GetByRole(AriaRole.Link, new() { Name = "Templates" }).ClickAsync();

        await Expect(output).ToContainTextAsync("# Weekly meeting");
        await browser.ShowAsync("templates");
        foreach (var beginning in (await page.GetByLabel("Begin with").Locator("option").AllInnerTextsAsync()).Skip(1))
        {
            var before = await output.InnerTextAsync();
            await page.GetByLabel("Begin with").SelectOptionAsync(beginning);
            await Expect(output).Not.ToHaveTextAsync(before);
            await Expect(mistake).ToBeEmptyAsync();
        }

        browser.Complaints.Should().BeEmpty();
        await template.FillAsync("one\n{{ title | nonsense }}");
        await Expect(mistake).ToContainTextAsync("line 2");
        await mistake.GetByRole(AriaRole.Button, new() { Name = "Show" }).ClickAsync();
        await Expect(template).ToBeFocusedAsync();
        (await template.EvaluateAsync<int>("e => e.selectionStart")).Should().BeGreaterThanOrEqualTo("one\n".Length);
        await browser.ShowAsync("templates-mistake");

        await template.FillAsync("Cost: ");
        await template.PressAsync("End");
        await page.GetByRole(AriaRole.Button, new() { Name = "Insert cost" }).ClickAsync();
        await Expect(output).ToHaveTextAsync("Cost: 0.0285");
    }
}
