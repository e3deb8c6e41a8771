using static Microsoft.Playwright.Assertions;

namespace Transcribe.Workflows.Host.Browser.Tests;

/// <summary>How long people wait for the designer. Measured, not judged: this machine may be busy with other things.</summary>
public sealed class LoadTimeTests(Workplace workplace)
{
    // What the page loaded, by the browser's own clock.
    private const string Breakdown = """
        () => {
          const all = performance.getEntriesByType('resource');
          const of = part => all.filter(entry => entry.name.includes(part));
          const last = entries => Math.max(0, ...entries.map(entry => entry.responseEnd)) / 1000;
          const first = entries => Math.min(...entries.map(entry => entry.startTime)) / 1000;
          const calls = of('/elsa/api/');
          const engine = of('/_framework/dotnet.native').filter(entry => entry.name.endsWith('.wasm'));
          const bytes = all.reduce((sum, entry) => sum + entry.transferSize, 0) / 1e6;
          return `${all.length} requests, ${bytes.toFixed(1)} MB; the engine is asked for after ${first(engine).toFixed(2)} s, all of the runtime is there `
            + `after ${last(of('_framework/')).toFixed(1)} s, the designer asks for its workflow after ${first(of('by-definition-id')).toFixed(1)} s, `
            + `the API is called ${calls.length} times between ${first(calls).toFixed(1)} and ${last(calls).toFixed(1)} s`;
        }
        """;

    [Fact]
    public async Task Editor_OpenedWithAColdAndAWarmCache_IsDrawn()
    {
        // A window of its own has nothing of the host yet.
        await using var browser = await workplace.OpenApartAsync();

        foreach (var cache in new[] { "cold", "warm" })
        {
            var started = TimeProvider.System.GetTimestamp();
            await browser.GoAsync("studio/workflows/definitions/transcribe-url/edit");
            await Expect(browser.Page.Locator(".x6-node").First).ToBeVisibleAsync();
            TestContext.Current.TestOutputHelper!.WriteLine($"The editor was drawn after {TimeProvider.System.GetElapsedTime(started).TotalSeconds:0.0} s with a {cache} cache: {await browser.Page.EvaluateAsync<string>(Breakdown)}.");
            await browser.Page.GotoAsync("about:blank");
        }
    }
}
