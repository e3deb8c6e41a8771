using System.Diagnostics;

namespace Transcribe.Sandbox.Tests.Support;

/// <summary>What a program wrote and how it ended.</summary>
public sealed record ShellResult(int ExitCode, string Output, string Errors);

/// <summary>Runs real programs.</summary>
public static class Shell
{
    public static async Task<ShellResult> RunAsync(string program, IEnumerable<string> arguments, params (string Name, string? Value)[] environment)
    {
        var token = TestContext.Current.CancellationToken;
        var start = new ProcessStartInfo(program) { RedirectStandardOutput = true, RedirectStandardError = true, UseShellExecute = false };
        foreach (var argument in arguments)
            start.ArgumentList.Add(argument);
        foreach (var (name, value) in environment)
            start.Environment[name] = value;

        using var process = Process.Start(start)!;
        var output = process.StandardOutput.ReadToEndAsync(token);
        var errors = process.StandardError.ReadToEndAsync(token);
        await process.WaitForExitAsync(token);
        return new ShellResult(process.ExitCode, await output, await errors);
    }

    /// <summary>Speech as a WAV, by espeak-ng (22 050 Hz, so that it must be resampled).</summary>
    public static async Task SpeakAsync(string text, string file)
    {
        Component.EspeakNg.Require();
        var result = await RunAsync("espeak-ng", ["-v", "en-us", "-p", "38", "-s", "172", "-w", file, text]);
        result.ExitCode.Should().Be(0, result.Errors);
    }
}
