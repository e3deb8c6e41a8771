namespace Transcribe.Testing;

/// <summary>Where the programs are that tests start.</summary>
public static class Tools
{
    /// <summary>The vendor's command-line client, a Node.js script.</summary>
    public static string TranscribeCli => Path.Combine(Repository.Root, "tests", "tools", "node_modules", ".bin", "transcribe-so");

    /// <summary>The full path of a program on the PATH; null when there is none.</summary>
    public static string? FindOnPath(string program) =>
        (Environment.GetEnvironmentVariable("PATH") ?? string.Empty)
            .Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries)
            .Select(folder => Path.Combine(folder, program))
            .FirstOrDefault(File.Exists);
}
