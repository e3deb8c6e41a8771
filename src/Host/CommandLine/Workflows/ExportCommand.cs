using System.CommandLine;
using Transcribe.Workflows.Host.CommandLine.Connecting;

namespace Transcribe.Workflows.Host.CommandLine.Workflows;

/// <summary><c>export</c>: workflows of the server become files.</summary>
internal static class ExportCommand
{
    private const string Description = """
        Writes workflows as files that import, the designer and upstream Elsa read. They name connections and secrets, and hold none.

          transcribe-workflows export transcribe-url > transcribe-url.json
          transcribe-workflows export --all --to backup/
        """;

    public static Command Create(Terminal terminal, ServerChoice choice)
    {
        var workflows = new Argument<string[]>("workflows") { Arity = ArgumentArity.ZeroOrMore, HelpName = "workflow", Description = "Ids or names." };
        var all = new Option<bool>("--all") { Description = "Every workflow." };
        var folder = new Option<DirectoryInfo?>("--to") { HelpName = "DIR", Description = "Write one file each, named by its id; needed for more than one." };
        var command = new Command("export", Description) { workflows, all, folder };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            await using var session = await choice.OpenAsync(parsed, cancellationToken);
            var catalog = new WorkflowCatalog(session.Client);
            var ids = new List<string>(parsed.GetValue(all) ? (await catalog.ListAsync(cancellationToken)).Select(workflow => workflow.DefinitionId) : []);
            foreach (var name in parsed.GetValue(workflows)!)
                ids.Add(await catalog.IdOfAsync(name, cancellationToken));

            if (parsed.GetValue(folder) is { } target)
                await SaveAsync(session.Client, ids, target, terminal, cancellationToken);
            else
                terminal.Write(await ReadAsync(session.Client, ids is [var one] ? one : throw new CommandException("Name one workflow, or say where several go: --to DIR."), cancellationToken));
            return ExitCodes.Done;
        });
        return command;
    }

    private static async Task SaveAsync(ServerClient server, List<string> ids, DirectoryInfo target, Terminal terminal, CancellationToken cancellationToken)
    {
        target.Create();
        foreach (var id in ids)
        {
            var file = Path.Combine(target.FullName, $"{string.Join('-', id.Split(Path.GetInvalidFileNameChars()))}.json");
            await File.WriteAllTextAsync(file, await ReadAsync(server, id, cancellationToken), cancellationToken);
            terminal.Note(file);
        }
    }

    private static async Task<string> ReadAsync(ServerClient server, string id, CancellationToken cancellationToken) =>
        await server.GetTextAsync($"{ServerClient.Elsa}/workflow-definitions/{Uri.EscapeDataString(id)}/export", cancellationToken);
}
