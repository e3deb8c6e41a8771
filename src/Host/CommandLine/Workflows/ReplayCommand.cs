using System.CommandLine;
using Spectre.Console;
using Transcribe.Workflows.Host.CommandLine.Connecting;

namespace Transcribe.Workflows.Host.CommandLine.Workflows;

/// <summary><c>replay</c>: runs again what has ended, from one of its steps.</summary>
internal static class ReplayCommand
{
    private const string Description = """
        Runs again what has ended, from one of its steps, as a new run.

        The newest version runs. What the steps before the chosen one gave is taken from the old run: they are not executed,
        and nothing is paid for or delivered again that was before. From the chosen step on everything executes; recordings
        that were paid for with the same request are not paid for again. Without --from it is the first step that failed.

          transcribe-workflows replay 01a20789db1572058bad120079cd19e7 --watch
          transcribe-workflows replay 01a20789db1572058bad120079cd19e7 --steps
          transcribe-workflows replay 01a20789db1572058bad120079cd19e7 --from Render --watch

        Exit codes: 0 finished, or started; 1 failed; 2 could not be replayed; 3 cancelled.
        """;

    public static Command Create(Terminal terminal, ServerChoice choice)
    {
        var run = new Argument<string>("run") { Description = "The id of the run." };
        var from = new Option<string?>("--from", "-f") { HelpName = "step", Description = "The name or id of the step, or the id of one of its executions." };
        var list = new Option<bool>("--steps") { Description = "List the steps of the run, and start nothing." };
        var watch = new Option<bool>("--watch", "-w") { Description = "Show the steps, and end with the run." };
        var command = new Command("replay", Description) { run, from, list, watch };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            await using var session = await choice.OpenAsync(parsed, cancellationToken);
            var path = $"{ServerClient.Elsa}/workflow-instances/{Uri.EscapeDataString(parsed.GetValue(run)!)}/replay";
            if (parsed.GetValue(list))
            {
                var choices = await session.Client.FindAsync<ReplaySteps>(path, cancellationToken) ?? throw new CommandException($"There is no run '{parsed.GetValue(run)}'.");
                terminal.Show(choices.Steps, screen => screen.Write(TableOf(choices)));
                return ExitCodes.Done;
            }

            var started = await session.Client.SendAsync(HttpMethod.Post, path, new { from = parsed.GetValue(from) }, cancellationToken);
            var (id, step) = (started!["workflowInstanceId"]!.ToString(), started["from"]!.ToString());
            if (parsed.GetValue(watch) || session.IsOwn)
                return await RunWatch.WatchAsync(session, terminal, id, cancellationToken);

            terminal.Show(new Replay(id, step, [.. started["answered"]!.AsArray().Select(name => name!.ToString())]), screen => screen.WriteLine($"Runs from '{step}': {id}"));
            return ExitCodes.Done;
        });
        return command;
    }

    private static Table TableOf(ReplaySteps choices)
    {
        var table = new Table().Border(TableBorder.Minimal).AddColumns("Step", "How it ended", "Execution", string.Empty);
        foreach (var step in choices.Steps)
        {
            var name = choices.Steps.Count(other => other.ActivityId == step.ActivityId) > 1 ? $"{step.Name} ({step.Turn})" : step.Name;
            table.AddRow(new Text(name), new Text(string.Join(", ", step.Outcomes.DefaultIfEmpty(step.Status))), new Text(step.Id), new Text(step.Id == choices.From ? "from here" : step.IsKnown ? string.Empty : "not in the newest version"));
        }

        return table;
    }

    private sealed record Replay(string InstanceId, string From, IReadOnlyList<string> Answered);

    private sealed record ReplaySteps(string? From, IReadOnlyList<ReplayStep> Steps);

    private sealed record ReplayStep(string Id, string ActivityId, string Name, int Turn, string Status, IReadOnlyList<string> Outcomes, bool IsKnown);
}
