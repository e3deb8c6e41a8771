using System.CommandLine;
using Spectre.Console;
using Transcribe.Workflows.Host.CommandLine.Connecting;

namespace Transcribe.Workflows.Host.CommandLine.Workflows;

/// <summary><c>list</c>: which workflows there are.</summary>
internal static class ListCommand
{
    public static Command Create(Terminal terminal, ServerChoice choice)
    {
        var command = new Command("list", "Lists the workflows of the server, and what keeps one from starting.");
        command.SetAction(async (parsed, cancellationToken) =>
        {
            await using var session = await choice.OpenAsync(parsed, cancellationToken);
            var workflows = await new WorkflowCatalog(session.Client).ListWithPausesAsync(cancellationToken);
            terminal.Show(workflows, screen => screen.Write(TableOf(workflows)));
            return ExitCodes.Done;
        });
        return command;
    }

    private static Table TableOf(IReadOnlyList<WorkflowSummary> workflows)
    {
        var table = new Table().Border(TableBorder.Minimal).AddColumns("Id", "Name", "Version", "What it does");
        foreach (var workflow in workflows)
        {
            table.AddRow(
                new Text(workflow.DefinitionId), new Text(workflow.Name ?? string.Empty), new Text(VersionOf(workflow)),
                new Text(workflow.Paused is { } why ? $"Paused. {why}" : workflow.Description ?? string.Empty));
        }

        return table;
    }

    private static string VersionOf(WorkflowSummary workflow) => workflow switch
    {
        { Paused: not null } => $"{workflow.Version} (paused)",
        { IsPublished: false } => $"{workflow.Version} (draft)",
        _ => $"{workflow.Version}",
    };
}
