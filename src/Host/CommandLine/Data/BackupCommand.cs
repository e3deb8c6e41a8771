using System.CommandLine;
using Spectre.Console;
using Transcribe.Workflows.Host.CommandLine.Connecting;

namespace Transcribe.Workflows.Host.CommandLine.Data;

/// <summary><c>backup</c>: the data folder in one file, while the server runs.</summary>
internal static class BackupCommand
{
    private const string Description = """
        Writes the data folder into one zip file, while the server runs.

        It holds workflows, runs, the ledger, users, connections, and the keys that decrypt them: whoever has the file can read
        all secrets. Keep it as you keep the folder.

          transcribe-workflows backup backup.zip
        """;

    public static Command Create(Terminal terminal)
    {
        var file = new Argument<FileInfo>("file") { HelpName = "file.zip", Description = "The file to write; it must not be there yet." };
        var without = new Option<bool>("--without-files") { Description = "Leave out what workflows wrote: files/ and mail/." };
        var command = new Command("backup", Description) { file, without };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            var settings = ServerChoice.SettingsOf(parsed);
            var target = parsed.GetValue(file)!;
            if (target.Exists)
                throw new CommandException($"{target} is there already.");
            if (!File.Exists(settings.DatabasePath))
                throw new CommandException($"There is nothing to save: {settings.DataFolder} has no database.");

            string[] except = parsed.GetValue(without) ? [Path.GetFileName(settings.FilesFolder), Path.GetFileName(settings.MailFolder)] : [];
            var count = await DataArchive.WriteAsync(settings.DataFolder, target.FullName, except, TimeProvider.System.GetUtcNow(), cancellationToken);
            if (!OperatingSystem.IsWindows())
                File.SetUnixFileMode(target.FullName, UnixFileMode.UserRead | UnixFileMode.UserWrite);

            target.Refresh();
            terminal.Show(new { file = target.FullName, files = count, bytes = target.Length }, screen => screen.WriteLine($"{target}: {count} files, {target.Length / 1024.0 / 1024.0:0.0} MB."));
            return ExitCodes.Done;
        });
        return command;
    }
}
