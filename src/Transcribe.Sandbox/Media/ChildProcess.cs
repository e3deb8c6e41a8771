using System.ComponentModel;
using System.Diagnostics;
using System.Text;

namespace Transcribe.Sandbox.Media;

/// <summary>What a program wrote and how it ended.</summary>
internal sealed record ChildResult(int ExitCode, string Output, string Errors);

/// <summary>Runs a program without a shell, with a deadline and a limit on what it may write; it never outlives its caller.</summary>
internal sealed class ChildProcess(TimeProvider clock)
{
    private const int MaxOutputChars = 32 * 1024 * 1024;

    /// <exception cref="ChildProcessException">It could not be started, took too long or wrote too much.</exception>
    public async Task<ChildResult> RunAsync(string program, IEnumerable<string> arguments, TimeSpan deadline, CancellationToken cancellationToken)
    {
        var name = Path.GetFileName(program);
        var start = new ProcessStartInfo(program)
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            RedirectStandardInput = true,
            UseShellExecute = false,
        };
        foreach (var argument in arguments)
            start.ArgumentList.Add(argument);

        using var process = Start(start, name);
        using var timer = new CancellationTokenSource(deadline, clock);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(timer.Token, cancellationToken);
        try
        {
            process.StandardInput.Close();
            var output = ReadAsync(process.StandardOutput, name, either.Token);
            var errors = ReadAsync(process.StandardError, name, either.Token);
            await Task.WhenAll(output, errors);
            await process.WaitForExitAsync(either.Token);
            return new ChildResult(process.ExitCode, await output, await errors);
        }
        catch (OperationCanceledException) when (timer.IsCancellationRequested && !cancellationToken.IsCancellationRequested)
        {
            throw new ChildProcessException($"{name} did not end within {deadline.TotalSeconds:0} s.");
        }
        finally
        {
            Kill(process);
        }
    }

    /// <summary>The last words of a program that failed, short enough for a message.</summary>
    public static string LastLine(string errors)
    {
        var line = errors.Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries).LastOrDefault() ?? "no message";
        return line.Length > 200 ? line[..200] : line;
    }

    private static Process Start(ProcessStartInfo start, string name)
    {
        try
        {
            return Process.Start(start) ?? throw new ChildProcessException($"{name} could not be started.");
        }
        catch (Win32Exception e)
        {
            throw new ChildProcessException($"{name} could not be started: {e.Message}");
        }
    }

    private static async Task<string> ReadAsync(StreamReader reader, string name, CancellationToken cancellationToken)
    {
        var text = new StringBuilder();
        var buffer = new char[8192];
        int read;
        while ((read = await reader.ReadAsync(buffer, cancellationToken)) > 0)
        {
            if (text.Length + read > MaxOutputChars)
                throw new ChildProcessException($"{name} wrote more than {MaxOutputChars / 1024 / 1024} MB.");
            text.Append(buffer, 0, read);
        }

        return text.ToString();
    }

    private static void Kill(Process process)
    {
        try
        {
            if (!process.HasExited)
                process.Kill(entireProcessTree: true);
        }
        catch (Exception e) when (e is InvalidOperationException or Win32Exception)
        {
            // It ended by itself in the meantime.
        }
    }
}
