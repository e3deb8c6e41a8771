using System.Globalization;
using Transcribe.Sandbox.Http;

namespace Transcribe.Sandbox.Media;

/// <summary>Reads how long a recording really is: a WAV by its own header, everything else by ffprobe.</summary>
internal sealed class MediaProbe(Programs programs, ChildProcess child, SandboxOptions options)
{
    /// <exception cref="ApiException">It is no sound, or only ffprobe could tell and it is not there.</exception>
    public async Task<double> MeasureAsync(string file, CancellationToken cancellationToken)
    {
        await using (var stream = File.OpenRead(file))
        {
            if (WavHeader.Read(stream) is { } wav)
                return wav.Seconds > 0 ? wav.Seconds : throw NotAudio("it is a WAV without sound in it");
        }

        if (programs.Ffprobe is not { } ffprobe)
        {
            throw ApiErrors.Invalid(
                "This media is not a PCM WAV, and without ffmpeg the sandbox reads nothing else. Install it (apt-get install ffmpeg), or send a WAV.",
                "ffmpeg_missing");
        }

        return await AskFfprobeAsync(ffprobe, file, cancellationToken);
    }

    private async Task<double> AskFfprobeAsync(string ffprobe, string file, CancellationToken cancellationToken)
    {
        // Only files: a playlist in disguise must not make ffprobe open addresses.
        string[] arguments =
        [
            "-v", "error", "-protocol_whitelist", "file", "-select_streams", "a:0",
            "-show_entries", "stream=codec_type:format=duration", "-of", "default=noprint_wrappers=1", file,
        ];
        try
        {
            var result = await child.RunAsync(ffprobe, arguments, options.FetchTimeout, cancellationToken);
            if (result.ExitCode != 0)
                throw NotAudio("ffprobe cannot read it");

            var lines = result.Output.Split('\n', StringSplitOptions.TrimEntries);
            if (!lines.Contains("codec_type=audio"))
                throw NotAudio("it has no sound track");

            var duration = lines.FirstOrDefault(line => line.StartsWith("duration=", StringComparison.Ordinal))?["duration=".Length..];
            return double.TryParse(duration, NumberStyles.Float, CultureInfo.InvariantCulture, out var seconds) && seconds > 0
                ? seconds
                : throw NotAudio("its length cannot be read");
        }
        catch (ChildProcessException e)
        {
            throw ApiErrors.ProbeUnavailable($"The media could not be measured: {e.Message}");
        }
    }

    private static ApiException NotAudio(string why) =>
        ApiErrors.Invalid($"The media is not audio or video that can be transcribed: {why}.", "media_not_audio");
}
