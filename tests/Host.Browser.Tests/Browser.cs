using System.Collections.Concurrent;
using Microsoft.Playwright;

namespace Transcribe.Workflows.Host.Browser.Tests;

/// <summary>A page of a real browser on a real host; it remembers what the page complained about and where it wanted to go.</summary>
internal sealed class Browser : IAsyncDisposable
{
    private readonly Func<Task> _leave;

    public Browser(IPage page, ChildHost host, Func<Task> leave)
    {
        (Page, Host, _leave) = (page, host, leave);
        Page.Console += (_, message) => Note(message.Type == "error", $"console: {message.Text}");
        Page.PageError += (_, error) => Note(true, $"error: {error}");
        Page.Request += (_, request) => Note(IsForeign(request.Url), $"foreign: {request.Url}");
        Page.Response += (_, response) => Note(response.Status >= 400, $"{response.Status} {response.Request.Method} {response.Url}");
    }

    public IPage Page { get; }

    /// <summary>Errors in the console, failed requests, and requests to any other server.</summary>
    public ConcurrentQueue<string> Complaints { get; } = new();

    /// <summary>Where the host is.</summary>
    public ChildHost Host { get; }

    /// <summary>Opens a page of the host.</summary>
    public Task GoAsync(string path) => Page.GotoAsync(new Uri(Host.Address, path).ToString());

    /// <summary>Goes to another place of the designer as its links do: the runtime stays. Waits until the place before is gone.</summary>
    public async Task FollowAsync(string path)
    {
        await ClickAwayAsync(path);
        await Page.Locator("#stage > :not(.before)").WaitForAsync(new() { State = WaitForSelectorState.Attached });
    }

    /// <summary>Goes to another place of the designer, and does not wait for it.</summary>
    public Task ClickAwayAsync(string path)
    {
        const string Follow = """
            path => {
              for (const before of document.getElementById('stage').children) before.classList.add('before');
              const link = document.createElement('a');
              link.href = path;
              document.body.append(link);
              link.click();
              link.remove();
            }
            """;
        return Page.EvaluateAsync(Follow, $"/{path}");
    }

    /// <summary>Whether the designer on this page runs, and nothing of a test that failed stands in its way.</summary>
    public Task<bool> IsReadyForMoreAsync() => Page.EvaluateAsync<bool>("""
        () => {
          const failure = document.getElementById('blazor-error-ui');
          return !!failure && getComputedStyle(failure).display === 'none' && !!document.querySelector('#stage > *') && !document.querySelector('.mud-dialog');
        }
        """);

    /// <summary>Opens the sign-in page and fills it in, as people do.</summary>
    public async Task SignInAsync(string name, string password)
    {
        await GoAsync("sign-in");
        await Page.GetByLabel("Name").FillAsync(name);
        await Page.GetByLabel("Password").FillAsync(password);
        await Page.GetByRole(AriaRole.Button, new() { Name = "Sign in" }).ClickAsync();
    }

    /// <summary>Keeps what the page shows, beside the test results.</summary>
    public Task ShowAsync(string name) => Page.ScreenshotAsync(
        new PageScreenshotOptions { Path = Path.Combine(Repository.Root, "tests/Host.Browser.Tests/TestResults", $"{name}.png") });

    /// <summary>The text of an answer of the host.</summary>
    public async Task<string> ReadAsync(string path) =>
        await (await Host.ClientAsync()).GetStringAsync(new Uri(path, UriKind.Relative), TestContext.Current.CancellationToken);

    public async ValueTask DisposeAsync() => await _leave();

    private bool IsForeign(string url) => url.StartsWith("http", StringComparison.Ordinal) && !url.StartsWith(Host.Address.ToString(), StringComparison.Ordinal);

    private void Note(bool isComplaint, string text)
    {
        if (isComplaint)
            Complaints.Enqueue(text);
    }
}
