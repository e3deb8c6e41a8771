using Transcribe.Sandbox;
using Transcribe.Workflows.Host.Shell;

namespace Transcribe.Workflows.Host.CommandLine.Checks;

/// <summary>The optional parts: recognisers and ffmpeg for the sandbox, the designer's package, time zones.</summary>
internal static class ProgramChecks
{
    private const string ZoneToTry = "Europe/Berlin";

    public static IEnumerable<Finding> Run(HostSettings settings)
    {
        if (settings.ApiKey is null)
        {
            yield return Recogniser(settings);
            yield return Find("ffmpeg") is { } ffmpeg
                ? Finding.Good("Media", $"ffmpeg reads any recording: {ffmpeg}.")
                : Finding.Warning("Media", "Without ffmpeg the sandbox reads WAV only: apt-get install ffmpeg");
        }

        using var studio = new StudioPackage(HostSettings.SolutionFolder());
        yield return studio.IsInstalled
            ? Finding.Good("Designer", "Elsa Studio is there.")
            : Finding.Warning("Designer", "Elsa Studio is not there, everything else works. Install Node.js 20 or newer and build again.");
        yield return TimeZoneInfo.TryFindSystemTimeZoneById(ZoneToTry, out _)
            ? Finding.Good("Clock", $"{TimeProvider.System.GetUtcNow():yyyy-MM-dd HH:mm:ss} UTC; time zones are known.")
            : Finding.Error("Clock", "This machine knows no time zones, so schedules with one cannot be published: apt-get install tzdata");
    }

    private static Finding Recogniser(HostSettings settings)
    {
        var sandbox = new SandboxOptions();
        settings.Sandbox.Bind(sandbox);
        if (sandbox is { WhisperCliPath: { } whisper, WhisperModelPath: { } model })
        {
            return File.Exists(whisper) && File.Exists(model)
                ? Finding.Good("Recogniser", $"The sandbox transcribes with whisper.cpp: {whisper}.")
                : Finding.Error("Recogniser", $"There is no {(File.Exists(whisper) ? model : whisper)}: mend Sandbox:WhisperCliPath and Sandbox:WhisperModelPath.");
        }

        return Find("pocketsphinx_continuous") is { } sphinx
            ? Finding.Good("Recogniser", $"The sandbox transcribes English with PocketSphinx: {sphinx}.")
            : Finding.Warning("Recogniser", "The sandbox has no recogniser: it knows only recordings with a transcript beside them, such as the sample. apt-get install pocketsphinx pocketsphinx-en-us");
    }

    private static string? Find(string program) => (Environment.GetEnvironmentVariable("PATH") ?? string.Empty)
        .Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries)
        .Select(folder => Path.Combine(folder, OperatingSystem.IsWindows() ? program + ".exe" : program))
        .FirstOrDefault(File.Exists);
}
