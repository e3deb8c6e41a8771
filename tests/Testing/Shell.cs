using System.Diagnostics;
using Xunit;

namespace Transcribe.Testing;

/// <summary>What a program wrote and how it ended.</summary>
public sealed record ShellResult(int ExitCode, string Output, string Errors);

/// <summary>Runs real programs.</summary>
public static class Shell
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    /// <summary>Runs a program to its end; one that takes two minutes is killed and fails the test.</summary>
    public static async Task<ShellResult> RunAsync(string program, IEnumerable<string> arguments, params (string Name, string? Value)[] environment)
    {
        var start = new ProcessStartInfo(program, arguments) { RedirectStandardOutput = true, RedirectStandardError = true, UseShellExecute = false };
        foreach (var (name, value) in environment)
            start.Environment[name] = value;

        using var process = Process.Start(start)!;
        var token = TestContext.Current.CancellationToken;
        var output = process.StandardOutput.ReadToEndAsync(token);
        var errors = process.StandardError.ReadToEndAsync(token);
        try
        {
            await process.WaitForExitAsync(token).WaitAsync(Patience, TimeProvider.System, token);
        }
        catch
        {
            process.Kill(entireProcessTree: true);
            throw;
        }

        return new ShellResult(process.ExitCode, await output, await errors);
    }

    /// <summary>Runs a line as a person would paste it.</summary>
    /// <returns>What it printed.</returns>
    public static async Task<string> PasteAsync(string line)
    {
        var result = await RunAsync("/bin/sh", ["-c", line]);
        return result.Output + result.Errors;
    }

    /// <summary>Speech as a WAV, by espeak-ng (22 050 Hz, so that it must be resampled).</summary>
    public static async Task SpeakAsync(string text, string file)
    {
        Component.EspeakNg.Require();
        var result = await RunAsync("espeak-ng", ["-v", "en-us", "-p", "38", "-s", "172", "-w", file, text]);
        Assert.True(result.ExitCode == 0, result.Errors);
    }
}
