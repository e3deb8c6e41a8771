using System.ComponentModel;
using System.Diagnostics;
using System.Globalization;
using Microsoft.Extensions.Options;

namespace Transcribe.Activities.Transcription.Media;

/// <summary>Reads how long a recording is, which the API wants to know of an upload: a WAV by its own header, everything else by ffprobe.</summary>
internal sealed class MediaLength(IOptions<MediaOptions> options, TimeProvider clock)
{
    private const string DurationIs = "duration=";

    // Only files: a playlist in disguise must not make ffprobe open addresses.
    private static readonly string[] Questions =
        ["-v", "error", "-protocol_whitelist", "file", "-show_entries", "format=duration:stream=codec_type", "-of", "default=noprint_wrappers=1"];

    /// <exception cref="MediaException">It is no recording, or the program that could tell is not there.</exception>
    public async Task<TimeSpan> ReadAsync(MediaFile file, CancellationToken cancellationToken)
    {
        await using (var stream = await file.Open(cancellationToken))
        {
            if (await WavLength.ReadAsync(stream, file.Length, cancellationToken) is { } length)
                return length;
        }

        using var deadline = new CancellationTokenSource(options.Value.MeasureTimeout, clock);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(deadline.Token, cancellationToken);
        try
        {
            return file.Path is { } path ? await ProbeAsync(file, path, either.Token) : await ProbeCopyAsync(file, either.Token);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            throw new MediaException($"The length of '{file.Name}' was not found within {options.Value.MeasureTimeout.TotalSeconds:0} s.");
        }
    }

    // The length stands anywhere in a file, often at its end: a stream alone does not tell it.
    private async Task<TimeSpan> ProbeCopyAsync(MediaFile file, CancellationToken cancellationToken)
    {
        // A few formats are known by their extension alone, so it is the file's own and never one by chance.
        var extension = Path.GetExtension(file.Name);
        var path = Path.Combine(Path.GetTempPath(), $"{Guid.NewGuid():N}{(extension.Skip(1).All(char.IsAsciiLetterOrDigit) ? extension : null)}");
        await using var copy = new FileStream(path, FileMode.CreateNew, FileAccess.Write, FileShare.Read, 1, FileOptions.Asynchronous | FileOptions.DeleteOnClose);
        await using (var media = await file.Open(cancellationToken))
            await media.CopyToAsync(copy, cancellationToken);

        return await ProbeAsync(file, path, cancellationToken);
    }

    private async Task<TimeSpan> ProbeAsync(MediaFile file, string path, CancellationToken cancellationToken)
    {
        string[] arguments = [.. Questions, path];
        using var process = Start(file, arguments);
        try
        {
            var output = process.StandardOutput.ReadToEndAsync(cancellationToken);
            var errors = process.StandardError.ReadToEndAsync(cancellationToken);
            process.StandardInput.Close();
            await process.WaitForExitAsync(cancellationToken);
            await errors;
            return LengthOf(await output) ?? throw new MediaException($"The length of '{file.Name}' cannot be read: it does not look like audio or video. If it is, give its duration.");
        }
        finally
        {
            if (!process.HasExited)
                process.Kill(entireProcessTree: true);
        }
    }

    // A picture, or a text that passes for one, has a length too: what has no sound is no recording.
    private static TimeSpan? LengthOf(string answer)
    {
        var lines = answer.Split('\n', StringSplitOptions.TrimEntries);
        var duration = lines.FirstOrDefault(line => line.StartsWith(DurationIs, StringComparison.Ordinal))?[DurationIs.Length..];
        return lines.Contains("codec_type=audio") && double.TryParse(duration, NumberStyles.Float, CultureInfo.InvariantCulture, out var seconds) && seconds > 0
            ? TimeSpan.FromSeconds(seconds)
            : null;
    }

    private Process Start(MediaFile file, string[] arguments)
    {
        try
        {
            var start = new ProcessStartInfo(options.Value.FfprobePath, arguments)
            {
                UseShellExecute = false, RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true,
            };
            return Process.Start(start)!;
        }
        catch (Win32Exception)
        {
            throw new MediaException(
                $"The length of '{file.Name}' cannot be read: it is no WAV, and '{options.Value.FfprobePath}' is not there. Install ffmpeg, or give the recording's duration.");
        }
    }
}
