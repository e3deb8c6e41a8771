using System.Diagnostics;

namespace Transcribe.Testing;

/// <summary>Runs a line as a person would paste it.</summary>
public static class PastedLine
{
    /// <summary>Runs <paramref name="line"/> and returns what it printed.</summary>
    public static async Task<string> RunAsync(string line)
    {
        using var process = Process.Start(new ProcessStartInfo("/bin/sh", ["-c", line]) { UseShellExecute = false, RedirectStandardOutput = true, RedirectStandardError = true })!;
        var output = process.StandardOutput.ReadToEndAsync();
        var errors = process.StandardError.ReadToEndAsync();
        await process.WaitForExitAsync();
        return await output + await errors;
    }
}
