using System.Globalization;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;
using static Transcribe.Workflows.Host.Browser.Tests.HostApi;

namespace Transcribe.Workflows.Host.Browser.Tests;

/// <summary>The ledger as people see it.</summary>
public sealed class TranscriptionPageTests(Workplace workplace) : IDisposable
{
    private readonly TempFolder _data = new();

    public void Dispose() => _data.Dispose();

    [Fact]
    public async Task Recording_Transcribed_IsListedReadDownloadedAndCounted()
    {
        await using var browser = await workplace.OpenNewHostAsync(_data.Path);
        var page = browser.Page;
        await browser.GoAsync("transcriptions");
        await Expect(page.GetByRole(AriaRole.Heading, new() { Name = "No recording yet" })).ToBeVisibleAsync();
        await browser.Host.TranscribeSampleAsync();

        await browser.GoAsync("transcriptions");
        var row = page.Locator("tbody tr").First;
        await Expect(row).ToContainTextAsync("Completed");
        await Expect(row).ToContainTextAsync("43 s");
        await Expect(row).ToContainTextAsync("$0.0285");
        await Expect(row).ToContainTextAsync("team-meeting.md");
        await Expect(row.Locator("a[href^='/studio/workflows/instances/'][href$='/view']")).ToHaveTextAsync("Transcribe a URL");
        await browser.ShowAsync("transcriptions");
        (await DownloadAsync(page, "Export as CSV")).Should().Be(("ledger.csv", "id,connection,job_id,"));

        await row.GetByRole(AriaRole.Link, new() { Name = "Team meeting" }).ClickAsync();
        await Expect(page.GetByRole(AriaRole.Heading, new() { Name = "Team meeting" })).ToBeVisibleAsync();
        await Expect(page.Locator(".turn").First).ToContainTextAsync("0:00Speaker 1Good morning.");
        await Expect(page.GetByRole(AriaRole.Navigation, new() { Name = "Chapters" }).GetByRole(AriaRole.Link).First).ToContainTextAsync("0:00");
        await browser.ShowAsync("transcript");
        (await DownloadAsync(page, "Download SRT")).Should().Be(("Team meeting.srt", "1\n00:00:00,000 --> 00:0"[..21]));
        (await DownloadAsync(page, "Download VTT")).Should().Be(("Team meeting.vtt", "WEBVTT\n\n1\n00:00:00.00"[..21]));

        await browser.GoAsync("transcriptions/spend");
        await Expect(page.GetByRole(AriaRole.Img, new() { Name = ": 1, most on" })).ToBeVisibleAsync();
        await Expect(page.GetByRole(AriaRole.Table, new() { Name = "Spending by workflow" })).ToContainTextAsync("Transcribe a URL");
        await browser.ShowAsync("spending");
        browser.Complaints.Should().BeEmpty();
    }

    [Fact]
    public async Task Filter_ByStatusWorkflowAndDay_ListsWhatFits()
    {
        await workplace.WithSampleAsync();
        await using var browser = await workplace.OpenAsync();
        var page = browser.Page;
        await browser.GoAsync("transcriptions");

        await page.GetByLabel("Status").SelectOptionAsync("On hold");
        await page.GetByRole(AriaRole.Button, new() { Name = "Filter" }).ClickAsync();
        await page.WaitForURLAsync("**status=held*");
        await Expect(page.GetByRole(AriaRole.Heading, new() { Name = "Nothing fits this filter" })).ToBeVisibleAsync();
        await page.GetByRole(AriaRole.Link, new() { Name = "Show all" }).ClickAsync();
        await page.GetByLabel("Workflow").SelectOptionAsync("Transcribe a URL");
        var today = await page.EvaluateAsync<string>("new Date().toLocaleDateString('sv')");
        await page.GetByLabel("From").FillAsync(today);
        await page.GetByLabel("To", new() { Exact = true }).FillAsync(today);
        await page.GetByLabel("Order").SelectOptionAsync("Most expensive first");
        await page.GetByRole(AriaRole.Button, new() { Name = "Filter" }).ClickAsync();
        await page.WaitForURLAsync("**sort=price*");
        await Expect(page.Locator("tbody tr")).ToHaveCountAsync(1);
        await Expect(page.GetByLabel("Workflow")).ToHaveValueAsync("transcribe-url");

        var tomorrow = DateTime.Parse(today, CultureInfo.InvariantCulture).AddDays(1).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
        await page.GetByLabel("To", new() { Exact = true }).FillAsync(string.Empty);
        await page.GetByLabel("From").FillAsync(tomorrow);
        await page.Keyboard.PressAsync("Enter");
        await page.WaitForURLAsync($"**from={tomorrow}*");
        await Expect(page.GetByRole(AriaRole.Heading, new() { Name = "Nothing fits this filter" })).ToBeVisibleAsync();
        browser.Complaints.Should().BeEmpty();
    }

    [Fact]
    public async Task HeldRecording_ReleasedByAnOperator_GoesOn()
    {
        await using var browser = await workplace.OpenAsync();
        var (page, host) = (browser.Page, browser.Host);
        await host.PublishAsync("dear", "A dear recording", new { id = "s", type = "Transcribe.SubmitTranscription", version = 1, name = "Submit", url = Literal(new Uri(host.Address, "samples/team-meeting.wav")), dailyCeilingUsd = Literal(0.01, "Decimal") });
        await host.StartAsync("dear");

        await browser.GoAsync(string.Empty);
        await Expect(page.GetByText("1 recording waits to be paid for.")).ToBeVisibleAsync();
        await page.GetByRole(AriaRole.Link, new() { Name = "Look", Exact = true }).ClickAsync();
        var row = page.Locator("tbody tr").First;
        await Expect(row).ToContainTextAsync("On hold");
        await Expect(row).ToContainTextAsync("The ceiling for the day is reached.");
        await Expect(row).ToContainTextAsync("for less than a minute");
        await browser.ShowAsync("transcriptions-held");
        await row.GetByRole(AriaRole.Button, new() { Name = "Release" }).ClickAsync();
        await browser.ShowAsync("transcriptions-release");
        await page.GetByRole(AriaRole.Dialog).GetByRole(AriaRole.Button, new() { Name = "Release" }).PressAsync("Enter");
        await Expect(page.GetByRole(AriaRole.Status)).ToContainTextAsync("is released");
        await Expect(page.Locator("h1")).ToBeFocusedAsync();

        await browser.GoAsync("transcriptions?workflow=dear");
        await Expect(row).ToContainTextAsync("Completed");
        browser.Complaints.Should().BeEmpty();
    }

    [Fact]
    public async Task Server_ThatFails_IsSaidWithAWayOn()
    {
        await workplace.WithSampleAsync();
        await using var browser = await workplace.OpenAsync();
        var page = browser.Page;
        await page.RouteAsync("**/transcribe/api/ledger/jobs?*", route => route.FulfillAsync(new() { Status = 500, Body = "{}" }));
        await browser.GoAsync("transcriptions");
        await Expect(page.GetByRole(AriaRole.Alert)).ToContainTextAsync("The server answered 500.");
        await browser.ShowAsync("transcriptions-failed");

        await page.UnrouteAllAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Try again" }).ClickAsync();
        await Expect(page.Locator("tbody tr").First).ToBeVisibleAsync();
    }

    // The name of the file, and the first letters of it.
    private static async Task<(string Name, string Start)> DownloadAsync(IPage page, string button)
    {
        var download = await page.RunAndWaitForDownloadAsync(() => page.GetByRole(AriaRole.Button, new() { Name = button }).ClickAsync());
        var text = await File.ReadAllTextAsync(await download.PathAsync(), TestContext.Current.CancellationToken);
        return (download.SuggestedFilename, text.ReplaceLineEndings("\n")[..21]);
    }
}
