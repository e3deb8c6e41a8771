using System.Collections.Concurrent;
using System.Diagnostics;
using System.Net.WebSockets;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;

namespace Transcribe.Workflows.Host.Browser.Tests;

/// <summary>
/// A browser by its own protocol. Playwright holds each page by itself, and then the browser starts none out of sight; held by its tab it does.
/// See https://chromedevtools.github.io/devtools-protocol/tot/Target/.
/// </summary>
internal sealed class DevTools : IAsyncDisposable
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web) { DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull };

    private readonly TempFolder _profile;
    private readonly Process _process;
    private readonly ClientWebSocket _socket;
    private readonly CancellationTokenSource _ending = new();
    private readonly ConcurrentDictionary<int, TaskCompletionSource<JsonNode?>> _calls = new();
    private readonly ConcurrentDictionary<string, string> _pages = new();
    private readonly Task _reading;
    private int _last;

    private DevTools(TempFolder profile, Process process, ClientWebSocket socket)
    {
        (_profile, _process, _socket) = (profile, process, socket);
        _reading = ReadAsync();
    }

    /// <summary>The sessions of the pages of the tab: the one that is shown, and those that wait out of sight.</summary>
    public ICollection<string> Pages => _pages.Keys;

    /// <summary>Starts a browser of its own, with nothing in its cache, and holds its tab.</summary>
    public static async Task<DevTools> StartAsync()
    {
        var profile = new TempFolder();
        string[] flags = ["--headless=new", "--no-sandbox", "--disable-gpu", "--no-first-run", "--remote-debugging-port=0", $"--user-data-dir={profile.Path}", "about:blank"];
        var process = Process.Start(new ProcessStartInfo(Tools.FindOnPath("chromium")!, flags) { UseShellExecute = false, RedirectStandardError = true, RedirectStandardOutput = true })!;
        process.BeginErrorReadLine();
        process.BeginOutputReadLine();
        var port = await Eventually.GetAsync(() => PortAsync(profile), "the browser says where it listens", TimeSpan.FromMinutes(1));

        var socket = new ClientWebSocket();
        await socket.ConnectAsync(new Uri($"ws://127.0.0.1:{port[0]}{port[1]}"), TestContext.Current.CancellationToken);
        var browser = new DevTools(profile, process, socket);
        var tabs = await browser.SendAsync("Target.getTargets", new { filter = new[] { new { type = "tab" } } });
        var tab = await browser.SendAsync("Target.attachToTarget", new { targetId = (string)tabs!["targetInfos"]![0]!["targetId"]!, flatten = true });
        await browser.SendAsync("Target.setAutoAttach", new { autoAttach = true, waitForDebuggerOnStart = false, flatten = true }, (string)tab!["sessionId"]!);
        await Eventually.HoldsAsync(() => !browser._pages.IsEmpty, "the tab has a page");
        return browser;
    }

    /// <summary>What a script on a page gives.</summary>
    public async Task<T?> EvaluateAsync<T>(string session, string script)
    {
        var answer = await SendAsync("Runtime.evaluate", new { expression = script, awaitPromise = true, returnByValue = true }, session);
        return answer?["result"]?["value"] is { } value ? value.Deserialize<T>() : default;
    }

    /// <summary>Calls the browser, or one of its pages. A page that goes away before it answers gives nothing.</summary>
    public async Task<JsonNode?> SendAsync(string method, object parameters, string? session = null)
    {
        var id = Interlocked.Increment(ref _last);
        var call = _calls[id] = new(TaskCreationOptions.RunContinuationsAsynchronously);
        var message = JsonSerializer.SerializeToUtf8Bytes(new { id, method, @params = parameters, sessionId = session }, Json);
        await _socket.SendAsync(message, WebSocketMessageType.Text, endOfMessage: true, TestContext.Current.CancellationToken);
        return await call.Task.WaitAsync(Eventually.DefaultPatience, TestContext.Current.CancellationToken);
    }

    public async ValueTask DisposeAsync()
    {
        await _ending.CancelAsync();
        await _reading;
        _socket.Dispose();
        _ending.Dispose();
        _process.Kill(entireProcessTree: true);
        await _process.WaitForExitAsync();
        _process.Dispose();
        _profile.Dispose();
    }

    private static async Task<string[]?> PortAsync(TempFolder profile)
    {
        var file = Path.Combine(profile.Path, "DevToolsActivePort");
        return File.Exists(file) && await File.ReadAllLinesAsync(file) is [_, _] lines ? lines : null;
    }

    private async Task ReadAsync()
    {
        var buffer = new byte[64 * 1024];
        using var message = new MemoryStream();
        try
        {
            while (true)
            {
                var read = await _socket.ReceiveAsync(buffer, _ending.Token);
                message.Write(buffer, 0, read.Count);
                if (!read.EndOfMessage)
                    continue;

                Hear(JsonNode.Parse(message.ToArray())!);
                message.SetLength(0);
            }
        }
        catch (Exception exception) when (exception is OperationCanceledException or WebSocketException)
        {
            // The test has ended, or the browser has; whoever still waits for an answer runs into its patience.
        }
    }

    private void Hear(JsonNode message)
    {
        if (message["id"] is { } id && _calls.TryRemove((int)id, out var call))
            call.SetResult(message["result"]);

        var session = (string?)message["params"]?["sessionId"];
        if (session is null)
            return;
        if ((string?)message["method"] == "Target.attachedToTarget" && (string?)message["params"]!["targetInfo"]!["type"] == "page")
            _pages[session] = session;
        if ((string?)message["method"] == "Target.detachedFromTarget")
            _pages.TryRemove(session, out _);
    }
}
