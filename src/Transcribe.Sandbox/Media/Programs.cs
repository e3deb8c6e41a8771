namespace Transcribe.Sandbox.Media;

/// <summary>Finds the optional programs on the PATH.</summary>
internal sealed class Programs(SandboxOptions options)
{
    public string? Ffmpeg => options.UseFfmpeg ? Find("ffmpeg") : null;

    public string? Ffprobe => options.UseFfmpeg ? Find("ffprobe") : null;

    public string? PocketSphinx => Find("pocketsphinx_continuous");

    private static string? Find(string name)
    {
        var file = OperatingSystem.IsWindows() ? name + ".exe" : name;
        return (Environment.GetEnvironmentVariable("PATH") ?? string.Empty)
            .Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries)
            .Select(folder => Path.Combine(folder, file))
            .FirstOrDefault(File.Exists);
    }
}
