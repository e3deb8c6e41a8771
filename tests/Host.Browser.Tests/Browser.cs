using System.Collections.Concurrent;
using Microsoft.Playwright;

// One browser with its runtime, and the host beside it, are work for a whole machine; two at once only wait for each other.
[assembly: Xunit.v3.Parallelization(MaxThreads = 1)]

namespace Transcribe.Workflows.Host.Browser.Tests;

/// <summary>A real browser window on a real host; it remembers what the page complained about and where it wanted to go.</summary>
internal sealed class Browser : IAsyncDisposable
{
    private static readonly string[] Flags =
    [
        "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync",
    ];

    // The designer starts a whole runtime in the browser, on a machine that is busy with other tests.
    private const int Patience = 60_000;

    private readonly IPlaywright _playwright;
    private readonly IBrowser _browser;
    private readonly ChildHost _host;

    private Browser(IPlaywright playwright, IBrowser browser, IPage page, ChildHost host)
    {
        (_playwright, _browser, Page, _host) = (playwright, browser, page, host);
        Page.Console += (_, message) => Note(message.Type == "error", $"console: {message.Text}");
        Page.PageError += (_, error) => Note(true, $"error: {error}");
        Page.Request += (_, request) => Note(IsForeign(request.Url), $"foreign: {request.Url}");
        Page.Response += (_, response) => Note(response.Status >= 400, $"{response.Status} {response.Request.Method} {response.Url}");
    }

    public IPage Page { get; }

    /// <summary>Errors in the console, failed requests, and requests to any other server.</summary>
    public ConcurrentQueue<string> Complaints { get; } = new();

    /// <summary>Where the host is.</summary>
    public ChildHost Host => _host;

    /// <summary>Starts a host and opens a window, signed in as its administrator.</summary>
    public static async Task<Browser> OpenAsync(string dataFolder, IReadOnlyDictionary<string, string>? environment = null)
    {
        var browser = await OpenSignedOutAsync(dataFolder, environment);
        await browser.SignInAsync("admin", browser.Host.Password);
        await browser.Page.WaitForURLAsync(browser.Host.Address.ToString());

        // A page that is left while it still renews its token would lose the new one.
        await Assertions.Expect(browser.Page.Locator(".tiles")).ToBeVisibleAsync();
        return browser;
    }

    /// <summary>Starts a host and opens a window.</summary>
    public static async Task<Browser> OpenSignedOutAsync(string dataFolder, IReadOnlyDictionary<string, string>? environment = null)
    {
        Component.Chromium.Require();
        Component.Studio.Require();
        var host = await ChildHost.StartAsync(dataFolder, environment);
        var playwright = await Playwright.CreateAsync();
        var browser = await playwright.Chromium.LaunchAsync(new BrowserTypeLaunchOptions { ExecutablePath = Tools.FindOnPath("chromium"), Args = Flags });
        var context = await browser.NewContextAsync(new BrowserNewContextOptions { ViewportSize = new ViewportSize { Width = 1500, Height = 900 } });
        context.SetDefaultTimeout(Patience);
        var page = await context.NewPageAsync();
        Assertions.SetDefaultExpectTimeout(Patience);
        return new Browser(playwright, browser, page, host);
    }

    /// <summary>Opens a page of the host.</summary>
    public Task GoAsync(string path) => Page.GotoAsync(new Uri(_host.Address, path).ToString());

    /// <summary>Opens the sign-in page and fills it in, as people do.</summary>
    public async Task SignInAsync(string name, string password)
    {
        await GoAsync("sign-in");
        await Page.GetByLabel("Name").FillAsync(name);
        await Page.GetByLabel("Password").FillAsync(password);
        await Page.GetByRole(AriaRole.Button, new() { Name = "Sign in" }).ClickAsync();
    }

    /// <summary>Keeps what the window shows, beside the test results.</summary>
    public Task ShowAsync(string name) => Page.ScreenshotAsync(
        new PageScreenshotOptions { Path = Path.Combine(Repository.Root, "tests/Host.Browser.Tests/TestResults", $"{name}.png") });

    /// <summary>The text of an answer of the host.</summary>
    public async Task<string> ReadAsync(string path)
    {
        using var client = await _host.SignInAsync();
        return await client.GetStringAsync(new Uri(_host.Address, path), TestContext.Current.CancellationToken);
    }

    public async ValueTask DisposeAsync()
    {
        await _browser.DisposeAsync();
        _playwright.Dispose();
        await _host.DisposeAsync();
    }

    private bool IsForeign(string url) => url.StartsWith("http", StringComparison.Ordinal) && !url.StartsWith(_host.Address.ToString(), StringComparison.Ordinal);

    private void Note(bool isComplaint, string text)
    {
        if (isComplaint)
            Complaints.Enqueue(text);
    }
}
