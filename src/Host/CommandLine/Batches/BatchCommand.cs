using System.CommandLine;
using System.Text.Json;
using System.Text.Json.Nodes;
using Transcribe.Workflows.Host.CommandLine.Connecting;
using Transcribe.Workflows.Host.CommandLine.Workflows;

namespace Transcribe.Workflows.Host.CommandLine.Batches;

/// <summary><c>batch</c>: transcribes a folder, a list, or a feed.</summary>
internal static class BatchCommand
{
    private const int DefaultParallel = 4;
    private const int LongestName = 40;

    private const string Description = """
        Transcribes many recordings in one run, shows how far it is, and saves each transcript as Markdown with a report.

        The recordings are the media files of a folder of this machine, those of a text file with one address a line, or the
        episodes of a podcast's feed. Transcripts go to the storage 'default' of the server, or with --to into a folder of
        this machine. A run that was interrupted goes on at the next start and pays for nothing twice; started again within
        30 days, it uses what is transcribed already.

          transcribe-workflows batch recordings/ --budget 5
          transcribe-workflows batch episodes.txt --parallel 8 --to transcripts/
          transcribe-workflows batch https://example.org/podcast.xml --budget 20

        Exit codes: 0 it has ended, and the report says how; 1 it failed; 2 it could not be started; 3 cancelled.
        """;

    public static Command Create(Terminal terminal, ServerChoice choice)
    {
        var source = new Argument<string>("source") { HelpName = "folder|list|feed", Description = "A folder with recordings, a text file with addresses, or the address of a podcast's feed." };
        var budget = new Option<decimal?>("--budget") { HelpName = "USD", Description = "Submit nothing more once this much is spent. Default: no limit of its own." };
        var parallel = new Option<int>("--parallel") { HelpName = "N", Description = "How many at once.", DefaultValueFactory = _ => DefaultParallel };
        var target = new Option<DirectoryInfo?>("--to") { HelpName = "DIR", Description = "Save the transcripts in this folder." };
        var command = new Command("batch", Description) { source, budget, parallel, target };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            var recordings = await BatchSource.ReadAsync(parsed.GetValue(source)!, cancellationToken);
            if (ServerChoice.IsElsewhere(parsed) && (recordings.Folder ?? parsed.GetValue(target)?.FullName) is { } folder)
                throw new CommandException($"The server elsewhere cannot see {folder}. Put the recordings into a storage of that server, and run a workflow such as folder-batch.");

            await using var session = await choice.OpenAsync(parsed, cancellationToken);
            var folders = new FolderConnections(session.Client);
            var inputs = new JsonObject
            {
                ["Items"] = JsonSerializer.SerializeToNode(recordings.Items(recordings.Folder is { } from ? await folders.ConnectAsync(from, cancellationToken) : null), JsonSerializerOptions.Web),
                ["Parallel"] = parsed.GetValue(parallel),
                ["BudgetUsd"] = parsed.GetValue(budget),
                ["Target"] = parsed.GetValue(target) is { } to ? await folders.ConnectAsync(to.FullName, cancellationToken) : null,
                ["Folder"] = recordings.Name[..Math.Min(recordings.Name.Length, LongestName)],
            };
            var (instanceId, _) = await new RunStarter(session.Client).StartDocumentAsync(await ReadWorkflowAsync(cancellationToken), inputs, isTest: false, cancellationToken);
            terminal.Note($"Recordings: {recordings.Count}. Run: {instanceId}.");
            return await new RunWatch(session.Client, terminal, TimeProvider.System).FollowAsync(instanceId, cancellationToken);
        });
        return command;
    }

    private static async Task<string> ReadWorkflowAsync(CancellationToken cancellationToken)
    {
        using var workflow = new StreamReader(typeof(BatchCommand).Assembly.GetManifestResourceStream("batch.json")!);
        return await workflow.ReadToEndAsync(cancellationToken);
    }
}
