using System.Collections.Concurrent;
using System.Diagnostics;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;

namespace Transcribe.Testing;

/// <summary>The host as a process of its own, as a stranger starts it; it can be killed as a power cut would.</summary>
public sealed class ChildHost : IAsyncDisposable
{
    private const string PasswordWords = "with the password ";

    private readonly Process _process;
    private readonly ConcurrentQueue<string> _output = new();

    private ChildHost(Process process) => _process = process;

    /// <summary>Everything that it printed.</summary>
    public string Output => string.Join('\n', _output);

    /// <summary>The line that it offers to be pasted.</summary>
    public string CurlLine => _output.First(line => line.StartsWith("curl ", StringComparison.Ordinal));

    /// <summary>The first administrator's password, which a first start prints once.</summary>
    public string Password => _output.First(line => line.Contains(PasswordWords, StringComparison.Ordinal)).Split(PasswordWords)[1].Split(' ')[0];

    /// <summary>Where it listens.</summary>
    public Uri Address => new(_output.First(line => line.Contains("listens on ", StringComparison.Ordinal)).Split("listens on ")[1].Trim());

    /// <summary>Starts the host that was built with the tests, and waits until it listens or ends.</summary>
    /// <param name="dataFolder">Its data.</param>
    /// <param name="environment">More environment variables.</param>
    /// <param name="arguments">More arguments.</param>
    public static async Task<ChildHost> StartAsync(string dataFolder, IReadOnlyDictionary<string, string>? environment = null, params string[] arguments)
    {
        var start = new ProcessStartInfo("dotnet") { UseShellExecute = false, RedirectStandardOutput = true, RedirectStandardError = true, WorkingDirectory = dataFolder };
        string[] all = [Path.Combine(AppContext.BaseDirectory, "transcribe-workflows.dll"), "--data", dataFolder, "--urls", "http://127.0.0.1:0", .. arguments];
        foreach (var argument in all)
            start.ArgumentList.Add(argument);

        // What this machine has configured is not what a stranger has.
        start.Environment.Remove("TRANSCRIBE_API_KEY");
        start.Environment.Remove("TRANSCRIBE_API_URL");
        foreach (var (name, value) in environment ?? new Dictionary<string, string>())
            start.Environment[name] = value;

        var host = new ChildHost(Process.Start(start)!);
        host._process.OutputDataReceived += (_, line) => host._output.Enqueue(line.Data ?? string.Empty);
        host._process.ErrorDataReceived += (_, line) => host._output.Enqueue(line.Data ?? string.Empty);
        host._process.BeginOutputReadLine();
        host._process.BeginErrorReadLine();
        try
        {
            await Eventually.HoldsAsync(
                () => host._process.HasExited || host._output.Any(line => line.StartsWith("curl ", StringComparison.Ordinal)),
                "the host listens",
                TimeSpan.FromMinutes(4));
            return host;
        }
        catch
        {
            await host.DisposeAsync();
            throw;
        }
    }

    /// <summary>A client that calls as the first administrator, or as somebody else.</summary>
    public async Task<HttpClient> SignInAsync(string name = "admin", string? password = null)
    {
        var client = new HttpClient { BaseAddress = Address };
        using var response = await client.PostAsJsonAsync(new Uri("elsa/api/identity/login", UriKind.Relative), new { username = name, password = password ?? Password });
        var answer = await response.Content.ReadFromJsonAsync<JsonElement>();
        client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", answer.GetProperty("accessToken").GetString());
        return client;
    }

    /// <summary>Ends it at once, as <c>kill -9</c> does.</summary>
    public async Task KillAsync()
    {
        _process.Kill(entireProcessTree: true);
        await _process.WaitForExitAsync();
    }

    /// <summary>Waits until it has ended by itself.</summary>
    public async Task<int> ExitAsync()
    {
        await _process.WaitForExitAsync();
        return _process.ExitCode;
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited)
            await KillAsync();
        _process.Dispose();
    }
}
