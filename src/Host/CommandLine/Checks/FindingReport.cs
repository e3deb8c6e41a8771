using Spectre.Console;

namespace Transcribe.Workflows.Host.CommandLine.Checks;

/// <summary>Shows findings, and what they come to.</summary>
internal static class FindingReport
{
    /// <summary>Shows them; the exit code is bad when one of them is an error.</summary>
    public static int Show(this Terminal terminal, IReadOnlyList<Finding> findings)
    {
        terminal.Show(findings, screen => Draw(screen, findings));
        return findings.Any(finding => finding.Level == FindingLevel.Error) ? ExitCodes.Failed : ExitCodes.Done;
    }

    private static void Draw(IAnsiConsole screen, IReadOnlyList<Finding> findings)
    {
        var grid = new Grid().AddColumn(new GridColumn().NoWrap()).AddColumn(new GridColumn().NoWrap()).AddColumn();
        foreach (var finding in findings)
            grid.AddRow(new Markup(MarkOf(finding.Level)), new Text(finding.Area), new Text(finding.Message));
        screen.Write(grid);

        var (errors, warnings) = (findings.Count(finding => finding.Level == FindingLevel.Error), findings.Count(finding => finding.Level == FindingLevel.Warning));
        screen.MarkupLine((errors, warnings) switch
        {
            (0, 0) => "[green]All is well.[/]",
            (0, _) => $"[yellow]{Count(warnings, "warning")}.[/]",
            _ => $"[red]{Count(errors, "error")}[/], {Count(warnings, "warning")}.",
        });
    }

    private static string Count(int count, string what) => count == 1 ? $"1 {what}" : $"{count} {what}s";

    private static string MarkOf(FindingLevel level) => level switch
    {
        FindingLevel.Good => "[green]ok[/]",
        FindingLevel.Note => "[grey]note[/]",
        FindingLevel.Warning => "[yellow]warning[/]",
        _ => "[red]error[/]",
    };
}
