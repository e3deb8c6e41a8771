using System.CommandLine;
using Spectre.Console;
using Transcribe.Workflows.Host.CommandLine.Connecting;

namespace Transcribe.Workflows.Host.CommandLine.Workflows;

/// <summary><c>run</c>: starts a workflow, and watches it.</summary>
internal static class RunCommand
{
    private const string Description = """
        Starts a workflow and, with --watch, shows its steps until it ends.

        A workflow is named by its id or its name. One that begins with an HTTP endpoint gets the inputs as the JSON body of
        a request; any other gets them as its inputs. A file is run as it is, without a change to the workflows of the server.
        With --test it runs as it is drawn now, published or not, and steps with a pinned sample are answered with it.
        Where no server runs, the command waits for the end in any case. Ctrl+C ends the watching, never the run.

          transcribe-workflows run transcribe-url --input url=https://example.org/talk.mp3 --watch
          transcribe-workflows run "Folder under a budget" --input folder=recordings --input budgetUsd=5
          transcribe-workflows run draft.json --input 'names=["Ann","Ben"]' --watch
          transcribe-workflows run transcribe-url --test --watch

        Exit codes: 0 finished, or started; 1 failed; 2 could not be started; 3 cancelled.
        """;

    public static Command Create(Terminal terminal, ServerChoice choice)
    {
        var workflow = new Argument<string>("workflow") { Description = "The id or name of a published workflow, or a file.", HelpName = "workflow|file.json" };
        var inputs = new Option<string[]>("--input", "-i") { HelpName = "name=value", Description = "An input; several are given one by one. JSON values are taken as such.", DefaultValueFactory = _ => [] };
        var watch = new Option<bool>("--watch", "-w") { Description = "Show the steps, and end with the run." };
        var test = new Option<bool>("--test", "-t") { Description = "Run the latest version, and answer steps with their pinned samples." };
        var command = new Command("run", Description) { workflow, inputs, watch, test };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            var given = RunInputs.Parse(parsed.GetValue(inputs)!);
            await using var session = await choice.OpenAsync(parsed, cancellationToken);
            var (instanceId, name) = await new RunStarter(session.Client).StartAsync(parsed.GetValue(workflow)!, given, parsed.GetValue(test), cancellationToken);
            if (!parsed.GetValue(watch) && !session.IsOwn)
            {
                terminal.Show(new StartedRun(instanceId, name), screen => screen.WriteLine($"{name} runs: {instanceId}"));
                return ExitCodes.Done;
            }

            return await RunWatch.WatchAsync(session, terminal, instanceId, cancellationToken);
        });
        return command;
    }

    private sealed record StartedRun(string InstanceId, string Workflow);
}
