namespace Transcribe.Testing;

/// <summary>Where the programs are that tests start.</summary>
public static class Tools
{
    /// <summary>Where the Node.js programs are.</summary>
    public static string Folder => Path.Combine(Repository.Root, "tests", "tools");

    /// <summary>The vendor's command-line client, a Node.js script.</summary>
    public static string TranscribeCli => Path.Combine(Folder, "node_modules", ".bin", "transcribe-so");

    /// <summary>The SSH server; it starts only by its full path.</summary>
    public static string Sshd => "/usr/sbin/sshd";

    /// <summary>The full path of a program on the PATH; null when there is none.</summary>
    public static string? FindOnPath(string program) =>
        (Environment.GetEnvironmentVariable("PATH") ?? string.Empty)
            .Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries)
            .Select(folder => Path.Combine(folder, program))
            .FirstOrDefault(File.Exists);
}
