using System.CommandLine;
using System.CommandLine.Invocation;
using Transcribe.Workflows.Host.CommandLine.Batches;
using Transcribe.Workflows.Host.CommandLine.Checks;
using Transcribe.Workflows.Host.CommandLine.Connecting;
using Transcribe.Workflows.Host.CommandLine.Data;
using Transcribe.Workflows.Host.CommandLine.Identity;
using Transcribe.Workflows.Host.CommandLine.Workflows;
using Transcribe.Workflows.Host.Startup;

namespace Transcribe.Workflows.Host.CommandLine;

/// <summary>The program's command line: without a command it is the server.</summary>
internal static class Cli
{
    private const string Description = """
        Transcribe.Workflows: transcribes, summarises and delivers recordings by workflows that people draw.

        Without a command it is the server. A command works with the server that has the data folder; where none runs, it is
        one itself for as long as it takes. Results are tables for people, and JSON when the output is no terminal or with --json.

          transcribe-workflows                                        start the server
          transcribe-workflows run transcribe-url --input url=https://example.org/talk.mp3 --watch
          transcribe-workflows replay 01a2… --from Render --watch     run again from one of its steps
          transcribe-workflows batch recordings/ --budget 5           transcribe a folder
          transcribe-workflows validate workflow.json                 all faults, with line and column
          transcribe-workflows doctor                                 what is missing here, in words

        Exit codes: 0 done, 1 the result is bad, 2 it could not be done, 3 the run was cancelled.
        """;

    private static readonly string[] Helping = ["--help", "-h", "-?", "--version"];

    /// <summary>Runs a command, or the server.</summary>
    /// <param name="args">The arguments; the server's are settings, such as <c>--urls</c>.</param>
    /// <param name="output">For results.</param>
    /// <param name="errors">For everything else.</param>
    /// <returns>The exit code; see <see cref="ExitCodes"/>.</returns>
    public static Task<int> RunAsync(string[] args, TextWriter output, TextWriter errors)
    {
        if (AdministratorReset.IsAskedFor(args))
            return Launcher.RunAsync(() => AdministratorReset.RunAsync(args));
        if (args is [] || (args[0].StartsWith('-') && !args.Intersect(Helping, StringComparer.Ordinal).Any() && !NamesCommand(args)))
            return Launcher.RunAsync(() => Server.ServeAsync(args));

        // Whoever redirects the output wants to read it by program.
        var isInteractive = ReferenceEquals(output, Console.Out) && !Console.IsOutputRedirected && !args.Contains(GlobalOptions.Json.Name, StringComparer.Ordinal);
        return InvokeAsync(Create(new Terminal(output, errors, isInteractive)), args, output, errors);
    }

    /// <summary>All commands.</summary>
    internal static RootCommand Create(Terminal terminal)
    {
        var server = new ServerChoice(terminal);
        return new RootCommand(Description)
        {
            GlobalOptions.Data,
            GlobalOptions.Workflows,
            GlobalOptions.Server,
            GlobalOptions.Json,
            new Option<string>("--urls") { HelpName = "URLS", Description = $"Where the server listens. Default: {HostSettings.DefaultUrls}" },
            RunCommand.Create(terminal, server),
            ReplayCommand.Create(terminal, server),
            BatchCommand.Create(terminal, server),
            ListCommand.Create(terminal, server),
            ImportCommand.Create(terminal, server),
            ExportCommand.Create(terminal, server),
            ValidateCommand.Create(terminal, server),
            DoctorCommand.Create(terminal),
            AuditCommand.Create(terminal, server),
            BackupCommand.Create(terminal),
            RestoreCommand.Create(terminal),
            UserCommand.Create(terminal, server),
            KeyCommand.Create(terminal, server),
        };
    }

    // Options may come before the command: --data DIR run. The server's start does not wait for a parser that it does not need.
    private static bool NamesCommand(string[] args) =>
        Array.Exists(args, argument => argument.Length > 0 && argument.All(char.IsAsciiLetterLower))
        && Create(new Terminal(TextWriter.Null, TextWriter.Null, false)).Parse(args).CommandResult.Command is not RootCommand;

    // In the list of commands each has its first line; its own help has it all.
    private static void Shorten(RootCommand root, Command asked)
    {
        foreach (var command in root.Subcommands.Where(command => command != asked))
            command.Description = command.Description?.Split('\n')[0];
    }

    private static async Task<int> InvokeAsync(RootCommand root, string[] args, TextWriter output, TextWriter errors)
    {
        var parsed = root.Parse(args);
        Shorten(root, parsed.CommandResult.Command);
        var isMisuse = parsed.Errors.Count > 0;
        if (parsed.Action is ParseErrorAction complaint)
            complaint.ShowHelp = false;

        try
        {
            var result = await parsed.InvokeAsync(new InvocationConfiguration { Output = output, Error = errors, EnableDefaultExceptionHandler = false });
            return isMisuse ? ExitCodes.CannotRun : result;
        }
        catch (OperationCanceledException)
        {
            return ExitCodes.Interrupted;
        }
        catch (Exception exception) when (exception is CommandException || Launcher.Explain(exception) is not null)
        {
            await errors.WriteLineAsync(Launcher.Explain(exception) ?? exception.Message);
            return ExitCodes.CannotRun;
        }
    }
}
