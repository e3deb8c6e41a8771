using Microsoft.Playwright;
using Transcribe.Workflows.Host.Browser.Tests;

[assembly: AssemblyFixture(typeof(Workplace))]

// One browser with its runtime, and the host beside it, are work for a whole machine; two at once only wait for each other.
[assembly: Xunit.v3.Parallelization(MaxThreads = 1)]

namespace Transcribe.Workflows.Host.Browser.Tests;

/// <summary>
/// What the tests share, because it takes long to start: one browser, one host with its administrator signed in, one page on which the designer
/// runs. Whoever needs a server that is new or set up in a special way, or signs in and out, gets one apart.
/// </summary>
public sealed class Workplace : IAsyncDisposable
{
    private static readonly string[] Flags =
    [
        "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync",
    ];

    // The designer starts a whole runtime in the browser, on a machine that is busy with other tests.
    private const int Patience = 60_000;

    // Workflows may call the stand-ins of tests. Recordings take as long as somebody needs to see a run that waits for one.
    private static readonly Dictionary<string, string> Setup = new() { ["Outgoing__AllowedHosts__0"] = "127.0.0.1", ["Sandbox__ProcessingDelay"] = "00:00:05" };

    private readonly TempFolder _data = new();
    private IPlaywright? _playwright;
    private IBrowser? _chromium;
    private ChildHost? _host;
    private IBrowserContext? _window;
    private Browser? _designer;
    private Task? _sample;

    /// <summary>A page of the shared host, for its administrator.</summary>
    internal async Task<Browser> OpenAsync()
    {
        var host = await HostAsync();
        _window ??= await SignInAsync(await OpenWindowAsync(), host);
        var page = await _window.NewPageAsync();
        return new Browser(page, host, () => page.CloseAsync());
    }

    /// <summary>A page of the shared host in a window with a session of its own.</summary>
    internal async Task<Browser> OpenApartAsync(bool isSignedIn = true)
    {
        var host = await HostAsync();
        var window = await OpenWindowAsync();
        if (isSignedIn)
            await SignInAsync(window, host);
        return new Browser(await window.NewPageAsync(), host, () => window.CloseAsync());
    }

    /// <summary>A page of a new host, for its administrator.</summary>
    internal async Task<Browser> OpenNewHostAsync(string dataFolder, IReadOnlyDictionary<string, string>? environment = null)
    {
        var window = await OpenWindowAsync();
        var host = await ChildHost.StartAsync(dataFolder, environment);
        await SignInAsync(window, host);
        return new Browser(await window.NewPageAsync(), host, async () =>
        {
            await window.CloseAsync();
            await host.DisposeAsync();
        });
    }

    /// <summary>The page of the shared host on which the designer runs, at its list of workflows. The next test goes on with it, unless it is broken.</summary>
    internal async Task<Browser> OpenDesignerAsync(string path)
    {
        var designer = await ShowDesignerAsync(path);

        // A test begins where everything is there, and not in the middle of another place.
        await designer.Page.Locator("tbody tr").First.WaitForAsync();
        return designer;
    }

    private async Task<Browser> ShowDesignerAsync(string path)
    {
        if (_designer is not null && await _designer.IsReadyForMoreAsync())
        {
            await _designer.FollowAsync(path);
            _designer.Complaints.Clear();
            return _designer;
        }

        if (_designer is not null)
            await _designer.Page.CloseAsync();
        var browser = await OpenAsync();
        _designer = new Browser(browser.Page, browser.Host, () => browser.Page.UnrouteAllAsync());
        await _designer.GoAsync(path);
        return _designer;
    }

    /// <summary>Sees to it that the sample recording was transcribed on the shared host, by the ready workflow.</summary>
    internal async Task<ChildHost> WithSampleAsync()
    {
        var host = await HostAsync();
        await (_sample ??= host.TranscribeSampleAsync());
        return host;
    }

    public async ValueTask DisposeAsync()
    {
        if (_chromium is not null)
            await _chromium.DisposeAsync();
        _playwright?.Dispose();
        if (_host is not null)
            await _host.DisposeAsync();
        _data.Dispose();
    }

    /// <summary>The shared host.</summary>
    internal async Task<ChildHost> HostAsync()
    {
        Component.Studio.Require();
        return _host ??= await ChildHost.StartAsync(_data.Path, Setup);
    }

    private async Task<IBrowserContext> OpenWindowAsync()
    {
        Component.Chromium.Require();
        Component.Studio.Require();
        _playwright ??= await Playwright.CreateAsync();
        _chromium ??= await _playwright.Chromium.LaunchAsync(new BrowserTypeLaunchOptions { ExecutablePath = Tools.FindOnPath("chromium"), Args = Flags });
        Assertions.SetDefaultExpectTimeout(Patience);
        var window = await _chromium.NewContextAsync(new BrowserNewContextOptions { ViewportSize = new ViewportSize { Width = 1500, Height = 900 } });
        window.SetDefaultTimeout(Patience);
        return window;
    }

    // With the pages' own module, but without the form, which the tests of signing in fill in.
    private static async Task<IBrowserContext> SignInAsync(IBrowserContext window, ChildHost host)
    {
        var page = await window.NewPageAsync();
        await page.GotoAsync(new Uri(host.Address, "sign-in").ToString());
        var refusal = await page.EvaluateAsync<string?>("async password => (await import('/shell/api.js')).session.signIn('admin', password)", host.Password);
        refusal.Should().BeNull();
        await page.CloseAsync();
        return window;
    }
}
