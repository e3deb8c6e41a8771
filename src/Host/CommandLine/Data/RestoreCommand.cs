using System.CommandLine;
using System.Globalization;
using Spectre.Console;
using Transcribe.Workflows.Host.CommandLine.Connecting;
using Transcribe.Workflows.Host.Startup;

namespace Transcribe.Workflows.Host.CommandLine.Data;

/// <summary><c>restore</c>: a data folder as it was.</summary>
internal static class RestoreCommand
{
    private const string Description = """
        Makes a data folder from a backup.

        The server must not run. A folder that has data is left alone; with --replace it is kept beside the new one, under
        another name. The backup is checked before anything is moved.

          transcribe-workflows restore backup.zip --data restored/
        """;

    public static Command Create(Terminal terminal)
    {
        var file = new Argument<FileInfo>("file") { HelpName = "file.zip", Description = "What backup wrote." }.AcceptExistingOnly();
        var replace = new Option<bool>("--replace") { Description = "Put the backup in the place of the data that is there." };
        var command = new Command("restore", Description) { file, replace };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            var settings = ServerChoice.SettingsOf(parsed);
            using (DataFolderClaim.Take(settings))
            {
                // Only looked at: no server may run on the folder.
            }

            var isEmpty = !Directory.EnumerateFileSystemEntries(settings.DataFolder).Any();
            if (!isEmpty && !parsed.GetValue(replace))
                throw new CommandException($"{settings.DataFolder} is not empty. Choose another folder with --data, or add --replace: what is there is kept under another name.");

            var draft = MakeDraft(settings.DataFolder);
            try
            {
                await DataArchive.ReadAsync(parsed.GetValue(file)!.FullName, draft, cancellationToken);
                var kept = Exchange(settings.DataFolder, draft, isEmpty);
                terminal.Show(new { folder = settings.DataFolder, kept }, screen =>
                    screen.WriteLine($"{settings.DataFolder} is as it was.{(kept is null ? string.Empty : $" What was there is in {kept}.")}"));
                return ExitCodes.Done;
            }
            finally
            {
                if (Directory.Exists(draft))
                    Directory.Delete(draft, recursive: true);
            }
        });
        return command;
    }

    // Beside the folder, so that moving it is one step; like the folder, it is for the account that runs the server.
    private static string MakeDraft(string folder)
    {
        var draft = $"{folder}.restoring";
        return OperatingSystem.IsWindows()
            ? Directory.CreateDirectory(draft).FullName
            : Directory.CreateDirectory(draft, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute).FullName;
    }

    private static string? Exchange(string folder, string draft, bool isEmpty)
    {
        var kept = isEmpty ? null : $"{folder}.{TimeProvider.System.GetUtcNow().ToString("yyyyMMdd-HHmmss", CultureInfo.InvariantCulture)}";
        if (kept is null)
            Directory.Delete(folder);
        else
            Directory.Move(folder, kept);
        Directory.Move(draft, folder);
        return kept;
    }
}
