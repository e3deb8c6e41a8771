using System.Collections.Concurrent;
using static Microsoft.Playwright.Assertions;

namespace Transcribe.Workflows.Host.Browser.Tests;

/// <summary>The designer in a real browser, against the real host.</summary>
public sealed class DesignerTests(Workplace workplace)
{
    // The designer's toolbar names its buttons by icon only.
    private const string RunButton = ".mud-tooltip-root button.mud-icon-button.mud-success-text";

    [Fact]
    public async Task Workflow_CreatedDrawnAndPublished_RunsAndIsShown()
    {
        await using var browser = await workplace.OpenDesignerAsync("studio/?search=Transcribe");
        var page = browser.Page;
        var canvas = new Canvas(page);

        await Expect(page.GetByText("transcribe-url")).ToBeVisibleAsync();
        await browser.ShowAsync("definitions");

        await canvas.CreateAsync("Greeting");
        await canvas.DropAsync("Console", "Write Line", 300, 150);
        await canvas.FillAsync("Text", "Hello from the designer");
        await browser.ShowAsync("editor");

        await canvas.PublishAsync();
        await page.Locator(RunButton).First.ClickAsync();
        await page.WaitForURLAsync("**/view");
        await Expect(page.GetByText("Finished").First).ToBeVisibleAsync();
        await page.GetByText("WriteLine1").First.ClickAsync();
        await browser.ShowAsync("run");

        (await browser.ReadAsync($"elsa/api/workflow-instances/{page.Url.Split('/')[^2]}")).Should().Contain("\"status\":\"Finished\"");
        browser.Complaints.Should().BeEmpty();
    }

    [Fact]
    public async Task EveryReadyWorkflow_Opened_IsDrawnWithoutAComplaint()
    {
        await using var browser = await workplace.OpenDesignerAsync("studio/");
        var canvas = new Canvas(browser.Page);

        foreach (var file in Directory.EnumerateFiles(Path.Combine(Repository.Root, "workflows"), "*.json"))
        {
            var id = System.Text.Json.JsonDocument.Parse(await File.ReadAllTextAsync(file, TestContext.Current.CancellationToken)).RootElement.GetProperty("definitionId").GetString();
            await browser.FollowAsync($"studio/workflows/definitions/{id}/edit");
            await Expect(browser.Page.Locator(".x6-node").First).ToBeVisibleAsync();
            await canvas.PictureAsync(Path.Combine(Repository.Root, "tests/Host.Browser.Tests/TestResults/canvas", $"{Path.GetFileNameWithoutExtension(file)}.png"));
        }

        browser.Complaints.Should().BeEmpty();
    }

    [Fact]
    public async Task Places_VisitedBackAndForth_AreDrawnEachTimeWithoutAComplaint()
    {
        await using var browser = await workplace.OpenDesignerAsync("studio/");
        var (page, host) = (browser.Page, browser.Host);
        await host.PublishAsync("visited", "Visited", new { id = "w", type = "Elsa.WriteLine", version = 1, text = HostApi.Literal("Seen") });
        await host.StartAsync("visited");
        var run = (string)(await host.SendAsync(HttpMethod.Get, "elsa/api/workflow-instances?definitionId=visited"))!["items"]![0]!["id"]!;

        for (var visit = 0; visit < 2; visit++)
        {
            await browser.FollowAsync("studio/workflows/definitions/transcribe-url/edit");
            await Expect(page.Locator(".x6-node").First).ToBeVisibleAsync();
            await browser.FollowAsync("studio/workflows/instances");
            await Expect(page.Locator("tbody tr").First).ToBeVisibleAsync();
            await browser.FollowAsync($"studio/workflows/instances/{run}/view");
            await Expect(page.GetByText("Finished").First).ToBeVisibleAsync();
        }

        await page.GoBackAsync();
        await page.WaitForURLAsync("**/studio/workflows/instances*");
        await Expect(page.Locator("tbody tr").First).ToBeVisibleAsync();
        browser.Complaints.Should().BeEmpty();
    }

    [Fact]
    public async Task List_LeftWhileItIsRead_IsTakenDownWhenItsAnswersAreHere()
    {
        await using var browser = await workplace.OpenDesignerAsync("studio/");
        var page = browser.Page;
        var failed = new ConcurrentQueue<string>();
        page.RequestFailed += (_, request) => failed.Enqueue(request.Url);
        var (asked, answered) = (new TaskCompletionSource(), new TaskCompletionSource());
        await page.RouteAsync("**/elsa/api/workflow-instances", async route =>
        {
            asked.TrySetResult();
            await answered.Task;
            await route.ContinueAsync();
        });
        await browser.FollowAsync("studio/workflows/instances");
        await asked.Task.WaitAsync(TimeSpan.FromMinutes(1), TestContext.Current.CancellationToken);

        var opening = browser.FollowAsync("studio/workflows/definitions/transcribe-url/edit");
        await page.WaitForURLAsync("**/edit");
        await Expect(page.Locator("#stage > .before")).ToHaveCountAsync(1);
        answered.SetResult();
        await opening;

        await Expect(page.Locator(".x6-node").First).ToBeVisibleAsync();
        failed.Should().BeEmpty();
        browser.Complaints.Should().BeEmpty();
    }

    [Fact]
    public async Task Workflow_ThatIsNotThere_IsSaidAndTheDesignerGoesOn_AndOneThatIsIsAskedForOnce()
    {
        await using var browser = await workplace.OpenDesignerAsync("studio/");
        var page = browser.Page;
        var asked = new ConcurrentQueue<string>();
        page.Request += (_, request) => asked.Enqueue(request.Url);

        await browser.ClickAwayAsync("studio/workflows/definitions/nonsense/edit");
        await Expect(page.GetByText("There is no such workflow here.")).ToBeVisibleAsync();
        browser.Complaints.Should().OnlyContain(complaint => complaint.Contains("404", StringComparison.Ordinal));
        browser.Complaints.Clear();
        await browser.FollowAsync("studio/workflows/definitions/transcribe-url/edit");

        await Expect(page.Locator(".x6-node").First).ToBeVisibleAsync();
        asked.Where(url => url.Contains("/by-definition-id/transcribe-url", StringComparison.Ordinal)).Should().ContainSingle();
        browser.Complaints.Should().BeEmpty();
    }
}
