using System.CommandLine;
using System.Text;
using Spectre.Console;
using Transcribe.Workflows.Host.CommandLine.Connecting;

namespace Transcribe.Workflows.Host.CommandLine.Workflows;

/// <summary><c>validate</c>: all faults of files, where they are.</summary>
internal static class ValidateCommand
{
    private const string Description = """
        Says everything that is wrong with workflow files, with line and column, as publishing them would.

        It changes nothing. With a running server (the one of --data, or --server) it knows that server's connections and
        workflows; without one it takes every connection and error workflow for given.

          transcribe-workflows validate workflows/*.json

        Exit codes: 0 they can be published, perhaps with warnings; 1 they cannot.
        """;

    public static Command Create(Terminal terminal, ServerChoice choice)
    {
        var files = new Argument<FileInfo[]>("files") { Arity = ArgumentArity.OneOrMore, HelpName = "file.json", Description = "Workflow files." }.AcceptExistingOnly();
        var command = new Command("validate", Description) { files };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            await using var session = await choice.OpenToCheckAsync(parsed, cancellationToken);
            var faults = new List<FileFault>();
            foreach (var file in parsed.GetValue(files)!)
                faults.AddRange(await CheckAsync(session.Client, file, cancellationToken));

            terminal.Show(faults, screen => Draw(screen, faults));
            return faults.Exists(fault => !fault.IsWarning) ? ExitCodes.Failed : ExitCodes.Done;
        });
        return command;
    }

    private static async Task<IEnumerable<FileFault>> CheckAsync(ServerClient server, FileInfo file, CancellationToken cancellationToken)
    {
        var text = await File.ReadAllBytesAsync(file.FullName, cancellationToken);
        var problems = await server.CheckAsync(Encoding.UTF8.GetString(text), cancellationToken);
        var places = JsonPlaces.Read(text);
        return problems
            .Select(problem => (Problem: problem, Place: places.Find(problem.ActivityId, problem.Property)))
            .OrderBy(fault => fault.Place.Line).ThenBy(fault => fault.Place.Column)
            .Select(fault => new FileFault(file.ToString(), fault.Place.Line, fault.Place.Column, fault.Problem.ActivityId, fault.Problem.Property, fault.Problem.Message, fault.Problem.IsWarning));
    }

    // file:line:column is what terminals and editors make a link of.
    private static void Draw(IAnsiConsole screen, List<FileFault> faults)
    {
        foreach (var fault in faults)
        {
            var what = string.Join('.', new[] { fault.ActivityId, fault.Property }.OfType<string>());
            screen.MarkupLineInterpolated($"{fault.File}:{fault.Line}:{fault.Column}: [{(fault.IsWarning ? "yellow" : "red")}]{(fault.IsWarning ? "warning" : "error")}[/] {(what.Length > 0 ? what + ": " : string.Empty)}{fault.Message}");
        }

        if (faults.Count == 0)
            screen.MarkupLine("[green]Nothing is wrong.[/]");
    }

    private sealed record FileFault(string File, int Line, int Column, string? ActivityId, string? Property, string Message, bool IsWarning);
}
