using static Microsoft.Playwright.Assertions;

namespace Transcribe.Workflows.Host.Browser.Tests;

/// <summary>How long people wait for the designer. Measured, not judged: this machine may be busy with other things.</summary>
public sealed class LoadTimeTests(Workplace workplace)
{
    private const string List = "studio/workflows/definitions";
    private const string Editor = "studio/workflows/definitions/transcribe-url/edit";
    private const string Rows = "tbody tr";
    private const string Nodes = ".x6-node";
    private const string HasList = "!!document.querySelector('tbody tr') && location.pathname.startsWith('/studio')";

    private static readonly TimeSpan StartPatience = TimeSpan.FromMinutes(2);

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
            + `after ${last(of('_framework/')).toFixed(1)} s, `
            + `the API is called ${calls.length} times between ${first(calls).toFixed(1)} and ${last(calls).toFixed(1)} s`;
        }
        """;

    [Fact]
    public async Task Designer_OpenedWithAColdAndAWarmCache_ShowsItsListAndItsEditor()
    {
        // A window of its own has nothing of the host yet.
        await using var browser = await workplace.OpenApartAsync();

        await MeasureAsync("The list, with a cold cache", browser, List, Rows, browser.GoAsync);
        await MeasureAsync("The editor, from the list", browser, Editor, Nodes, browser.FollowAsync);
        await browser.Page.GotoAsync("about:blank");
        await MeasureAsync("The list, with a warm cache", browser, List, Rows, browser.GoAsync);
        await browser.Page.GotoAsync("about:blank");
        await MeasureAsync("The editor, with a warm cache", browser, Editor, Nodes, browser.GoAsync);
    }

    [Fact]
    public async Task Designer_FromTheOverview_HasBeenStartedOutOfSight()
    {
        var host = await HostAsync();
        await using var browser = await DevTools.StartAsync();
        var overview = browser.Pages.Single();

        await GoAsync(browser, overview, new Uri(host.Address, "sign-in"));
        await browser.EvaluateAsync<string>(overview, $"import('/shell/api.js').then(api => api.session.signIn('admin', '{host.Password}'))");
        await browser.SendAsync("Page.navigate", new { url = host.Address }, overview);
        var ahead = await Eventually.GetAsync(() => FindAsync(browser, HasList), "the designer shows its list out of sight", StartPatience);
        ahead.Should().NotBe(overview);

        await ClickAsync("From the overview", browser, overview, "nav a[href=\"/studio/workflows/definitions\"]", ahead);
    }

    [Fact]
    public async Task Designer_AfterSigningIn_HasBeenStartedOutOfSight()
    {
        const string IsStarted = "document.prerendering && location.pathname.startsWith('/studio') && designer.then(() => true)";
        var host = await HostAsync();
        await using var browser = await DevTools.StartAsync();
        var door = browser.Pages.Single();

        await GoAsync(browser, door, new Uri(host.Address, List), "sign-in");
        var ahead = await Eventually.GetAsync(() => FindAsync(browser, IsStarted), "the designer starts while somebody types", StartPatience);
        await browser.EvaluateAsync<string>(door, $"const {{ username, password }} = document.forms[0].elements; username.value = 'admin'; password.value = '{host.Password}'");

        await ClickAsync("After signing in", browser, door, "form button", ahead);
    }

    private async Task<ChildHost> HostAsync()
    {
        Component.Chromium.Require();
        Component.Studio.Require();
        return await workplace.HostAsync();
    }

    private static async Task GoAsync(DevTools browser, string page, Uri address, string? door = null)
    {
        var path = "/" + (door ?? address.AbsolutePath.TrimStart('/'));
        await browser.SendAsync("Page.navigate", new { url = address }, page);
        await Eventually.HoldsAsync(() => browser.EvaluateAsync<bool>(page, $"document.readyState === 'complete' && location.pathname === '{path}'"), "the page loads");
    }

    private static async Task ClickAsync(string what, DevTools browser, string page, string button, string ahead)
    {
        var started = TimeProvider.System.GetTimestamp();
        await browser.SendAsync("Runtime.evaluate", new { expression = $"document.querySelector('{button}').click()" }, page);
        await Eventually.HoldsAsync(() => browser.EvaluateAsync<bool>(ahead, $"!document.prerendering && {HasList}"), "it comes into sight");

        TestContext.Current.TestOutputHelper!.WriteLine($"{what}, the designer's list was there {TimeProvider.System.GetElapsedTime(started).TotalSeconds:0.00} s after the click.");
    }

    private static async Task MeasureAsync(string what, Browser browser, string path, string sign, Func<string, Task> open)
    {
        var started = TimeProvider.System.GetTimestamp();
        await open(path);
        await Expect(browser.Page.Locator(sign).First).ToBeVisibleAsync();
        var seconds = TimeProvider.System.GetElapsedTime(started).TotalSeconds;
        TestContext.Current.TestOutputHelper!.WriteLine($"{what}: {seconds:0.0} s. {await browser.Page.EvaluateAsync<string>(Breakdown)}.");
    }

    private static async Task<string?> FindAsync(DevTools browser, string condition)
    {
        foreach (var page in browser.Pages)
        {
            if (await browser.EvaluateAsync<bool>(page, condition))
                return page;
        }

        return null;
    }
}
