using static Microsoft.Playwright.Assertions;

namespace Transcribe.Workflows.Host.Browser.Tests;

/// <summary>How long people wait for the designer. Measured, not judged: this machine may be busy with other things.</summary>
public sealed class LoadTimeTests : IDisposable
{
    private readonly TempFolder _data = new();

    public void Dispose() => _data.Dispose();

    [Fact]
    public async Task Editor_OpenedWithAColdAndAWarmCache_IsDrawn()
    {
        await using var browser = await Browser.OpenAsync(_data.Path);

        foreach (var cache in new[] { "cold", "warm", "warm" })
        {
            var started = TimeProvider.System.GetTimestamp();
            await browser.GoAsync("studio/workflows/definitions/transcribe-url/edit");
            await Expect(browser.Page.Locator(".x6-node").First).ToBeVisibleAsync();
            TestContext.Current.TestOutputHelper!.WriteLine($"The editor was drawn after {TimeProvider.System.GetElapsedTime(started).TotalSeconds:0.0} s with a {cache} cache.");
            await browser.Page.GotoAsync("about:blank");
        }
    }
}
