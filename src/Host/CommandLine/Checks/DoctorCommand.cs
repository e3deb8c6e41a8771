using System.CommandLine;
using Transcribe.Workflows.Host.CommandLine.Connecting;

namespace Transcribe.Workflows.Host.CommandLine.Checks;

/// <summary><c>doctor</c>: what is missing on this machine, in words.</summary>
internal static class DoctorCommand
{
    private const string Description = """
        Says what is missing on this machine, in words.

        It looks at ports, folders, the database, keys, the clock, recognisers, and whether the services that the server talks
        to can be reached.

        Exit codes: 0 the server can work, perhaps with warnings; 1 it cannot.
        """;

    public static Command Create(Terminal terminal)
    {
        var command = new Command("doctor", Description);
        command.SetAction(async (parsed, cancellationToken) =>
        {
            var settings = ServerChoice.SettingsOf(parsed);
            var findings = new List<Finding>();
            findings.AddRange(PortChecks.Run(settings));
            findings.AddRange(FolderChecks.Run(settings));
            findings.AddRange(await DatabaseChecks.RunAsync(settings, cancellationToken));
            findings.AddRange(ProgramChecks.Run(settings));
            findings.AddRange(await ServiceChecks.RunAsync(settings, TimeProvider.System, cancellationToken));
            return terminal.Show(findings);
        });
        return command;
    }
}
