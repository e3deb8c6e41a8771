using System.Text.Json.Nodes;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Transcribe.Workflows.Host.Browser.Tests;

/// <summary>A workflow from an empty canvas to its first runs, as its author sees it.</summary>
public sealed class DrawnWorkflowTests(Workplace workplace)
{
    private const string Name = "Recordings";

    [Fact]
    public async Task Workflow_DrawnAndPublished_AnswersIsWatchedLiveAndSurvivesItsFile()
    {
        Component.Curl.Require();
        await using var browser = await workplace.OpenDesignerAsync("studio/");
        var page = browser.Page;
        var canvas = new Canvas(page);

        await canvas.CreateAsync(Name);
        await DrawAsync(canvas);
        await ConfigureAsync(canvas, browser);
        await canvas.ArrangeAsync();
        await browser.ShowAsync("drawn");
        await canvas.PublishAsync();
        var remarks = page.Locator("#warnings");
        await Expect(remarks).ToContainTextAsync("SubmitTranscription1");
        await browser.ShowAsync("published-with-warnings");
        await remarks.GetByRole(AriaRole.Button, new() { Name = "Dismiss" }).ClickAsync();
        await Expect(remarks).ToBeEmptyAsync();

        (await CallAsync(browser)).Should().Be("On its way");

        // So the transcript, however soon it comes, is not handed to the run before somebody looks at it.
        await browser.Host.SendAsync(HttpMethod.Post, "elsa/api/admin/workflow-runtime/pause", new { reason = "somebody looks" });
        var run = await NewestRunAsync(browser);
        await browser.FollowAsync($"studio/workflows/instances/{run}/view");
        await Expect(page.GetByText("Suspended").First).ToBeVisibleAsync();
        await browser.ShowAsync("run-waits");
        await browser.Host.SendAsync(HttpMethod.Post, "elsa/api/admin/workflow-runtime/resume");
        await Expect(page.GetByText("RenderTemplate1").First).ToBeVisibleAsync();
        await Expect(page.Locator("tr", new() { HasText = "Sub status" }).GetByText("Finished")).ToBeVisibleAsync();
        await browser.ShowAsync("run-finished");
        await OpenStepsAsync(canvas, browser);

        var file = await ExportAsync(canvas, browser);
        await DeleteAsync(browser);
        (await CallAsync(browser)).Should().NotBe("On its way", "the workflow is gone");
        await ImportAsync(browser, file);
        (await CallAsync(browser)).Should().Be("On its way");

        browser.Complaints.Should().BeEmpty();
    }

    private static async Task DrawAsync(Canvas canvas)
    {
        await canvas.DropAsync("HTTP", "HTTP Endpoint", 20, 30);
        await canvas.DropAsync("HTTP", "HTTP Response", 380, 30);
        await canvas.FoldAsync("HTTP");
        await canvas.DropAsync("Transcribe", "Submit Transcription", 20, 160);
        await canvas.DropAsync("Transcribe", "Await Completion", 380, 160);
        await canvas.DropAsync("Transcribe", "Render Template", 380, 330);
        await canvas.ConnectAsync("Elsa.HttpEndpoint", "Done", "Transcribe.SubmitTranscription");
        await canvas.ConnectAsync("Transcribe.SubmitTranscription", "Submitted", "Elsa.WriteHttpResponse");
        await canvas.ConnectAsync("Elsa.WriteHttpResponse", "Done", "Transcribe.AwaitCompletion");
        await canvas.ConnectAsync("Transcribe.AwaitCompletion", "Completed", "Transcribe.RenderTemplate");
    }

    private static async Task ConfigureAsync(Canvas canvas, Browser browser)
    {
        await canvas.SelectAsync("Elsa.HttpEndpoint");
        await canvas.FillAsync("Path", "recordings");
        await canvas.TickAsync("POST");
        await canvas.SelectAsync("Transcribe.SubmitTranscription");
        await canvas.FillAsync("URL", new Uri(browser.Host.Address, "samples/team-meeting.wav").ToString());
        await browser.ShowAsync("submit");
        await canvas.SelectAsync("Transcribe.AwaitCompletion");
        await canvas.WriteExpressionAsync("Job", "JavaScript", "getResultFromSubmitTranscription1()");
        await canvas.SelectAsync("Transcribe.RenderTemplate");
        await canvas.WriteCodeAsync("# The transcript is ready");
        await canvas.SelectAsync("Elsa.WriteHttpResponse");
        await canvas.FillAsync("Content", "On its way");
    }

    private static async Task OpenStepsAsync(Canvas canvas, Browser browser)
    {
        await canvas.FitAsync();
        foreach (var (type, value) in new[]
        {
            ("Elsa.HttpEndpoint", "recordings"), ("Transcribe.SubmitTranscription", "team-meeting.wav"), ("Elsa.WriteHttpResponse", "On its way"),
            ("Transcribe.AwaitCompletion", "Completed"), ("Transcribe.RenderTemplate", "The transcript is ready"),
        })
        {
            await canvas.Node(type).Locator(".activity-icon").ClickAsync();
            await Expect(browser.Page.Locator("table", new() { HasText = value }).First).ToBeVisibleAsync();
            await browser.ShowAsync($"step-{type}");
        }
    }

    private static async Task<string> ExportAsync(Canvas canvas, Browser browser)
    {
        var page = browser.Page;
        await browser.FollowAsync($"studio/?search={Name}");
        return await canvas.InDialogAsync(
            () => ChooseAsync(page, "Export"),
            async dialog =>
            {
                var export = dialog.GetByRole(AriaRole.Button, new() { Name = "Export" });
                return await (await page.RunAndWaitForDownloadAsync(() => export.ClickAsync(new() { Timeout = 10_000 }), new() { Timeout = 20_000 })).PathAsync();
            },
            "the workflow is downloaded");
    }

    private static async Task DeleteAsync(Browser browser)
    {
        var page = browser.Page;
        await ChooseAsync(page, "Delete");
        await page.Locator(".mud-dialog").GetByRole(AriaRole.Button, new() { Name = "Delete" }).ClickAsync();
        await Expect(Row(page)).ToHaveCountAsync(0);
    }

    private static async Task ImportAsync(Browser browser, string file)
    {
        var json = await File.ReadAllBytesAsync(file, TestContext.Current.CancellationToken);
        await browser.Page.Locator("input[type=file]").First.SetInputFilesAsync(new FilePayload { Name = "recordings.json", MimeType = "application/json", Buffer = json });
        await Expect(Row(browser.Page)).ToHaveCountAsync(1);
    }

    private static async Task ChooseAsync(IPage page, string action)
    {
        await Row(page).Locator(".mud-menu button").ClickAsync();
        await page.Locator(".mud-popover-open").GetByText(action, new() { Exact = true }).ClickAsync();
    }

    private static ILocator Row(IPage page) => page.Locator("tr", new() { HasText = Name });

    private static Task<string> CallAsync(Browser browser) => Transcribe.Testing.Shell.PasteAsync($"curl -sS -X POST {new Uri(browser.Host.Address, "workflows/recordings")}");

    private static async Task<string> NewestRunAsync(Browser browser) =>
        (string)JsonNode.Parse(await browser.ReadAsync("elsa/api/workflow-instances?pageSize=1"))!["items"]![0]!["id"]!;
}
