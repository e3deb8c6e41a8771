using System.CommandLine;
using Transcribe.Workflows.Host.CommandLine.Connecting;

namespace Transcribe.Workflows.Host.CommandLine.Checks;

/// <summary><c>audit</c>: settings, workflows, users and keys that are risky.</summary>
internal static class AuditCommand
{
    private const string Description = """
        Lists settings, workflows, users and keys that are risky.

        It looks for addresses without TLS, endpoints that everybody may call, keys that never expire or that nobody uses,
        secrets that stand in workflows, calls into the private network, and spending without a ceiling.

        Exit codes: 0 nothing worse than warnings; 1 something is open to others.
        """;

    public static Command Create(Terminal terminal, ServerChoice choice)
    {
        var command = new Command("audit", Description);
        command.SetAction(async (parsed, cancellationToken) =>
        {
            var findings = new List<Finding>();
            if (!ServerChoice.IsElsewhere(parsed))
                findings.AddRange(SettingRisks.Find(ServerChoice.SettingsOf(parsed), ServerChoice.ConfigurationOf(parsed)));

            await using var session = await choice.OpenAsync(parsed, cancellationToken);
            findings.AddRange(await AccessRisks.FindAsync(session.Client, TimeProvider.System, cancellationToken));
            findings.AddRange(await WorkflowRisks.FindAsync(session.Client, cancellationToken));
            return terminal.Show([.. findings.OrderByDescending(finding => finding.Level)]);
        });
        return command;
    }
}
