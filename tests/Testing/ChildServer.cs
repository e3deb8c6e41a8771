using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using System.Text.RegularExpressions;

namespace Transcribe.Testing;

/// <summary>A real server as a process of its own, which prints the port that it chose.</summary>
public sealed partial class ChildServer : IAsyncDisposable
{
    private readonly Process _process;
    private readonly ConcurrentQueue<string> _output = new();

    private ChildServer(Process process) => _process = process;

    /// <summary>Where it listens on loopback.</summary>
    public int Port { get; private set; }

    /// <summary>Starts a script of <c>tests/tools</c>.</summary>
    public static Task<ChildServer> StartNodeAsync(string script, params string[] arguments) => StartAsync("node", [Path.Combine(Tools.Folder, script), .. arguments]);

    /// <summary>Starts a program and waits until it prints a port.</summary>
    public static async Task<ChildServer> StartAsync(string program, params string[] arguments)
    {
        var start = new ProcessStartInfo(program, arguments) { UseShellExecute = false, RedirectStandardOutput = true, RedirectStandardError = true };
        var server = new ChildServer(Process.Start(start)!);
        server._process.OutputDataReceived += (_, line) => server._output.Enqueue(line.Data ?? string.Empty);
        server._process.ErrorDataReceived += (_, line) => server._output.Enqueue(line.Data ?? string.Empty);
        server._process.BeginOutputReadLine();
        server._process.BeginErrorReadLine();
        try
        {
            await Eventually.HoldsAsync(
                () => (server.Port = server._output.Select(PortOf).FirstOrDefault(port => port > 0)) > 0 || server._process.HasExited,
                $"{program} listens: {string.Join('\n', server._output)}",
                TimeSpan.FromMinutes(3));
            return server.Port > 0 ? server : throw new InvalidOperationException($"{program} ended: {string.Join('\n', server._output)}");
        }
        catch
        {
            await server.DisposeAsync();
            throw;
        }
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited)
        {
            _process.Kill(entireProcessTree: true);
            await _process.WaitForExitAsync();
        }

        _process.Dispose();
    }

    [GeneratedRegex(@"(?:listening on |listens on http://127\.0\.0\.1:|Server listening on 127\.0\.0\.1 port )(?<port>[1-9]\d*)", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Listening { get; }

    private static int PortOf(string line) => Listening.Match(line) is { Success: true } match ? int.Parse(match.Groups["port"].Value, CultureInfo.InvariantCulture) : 0;
}
