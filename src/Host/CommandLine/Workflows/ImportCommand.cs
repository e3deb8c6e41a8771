using System.CommandLine;
using System.Text.Json;
using System.Text.Json.Nodes;
using Spectre.Console;
using Transcribe.Workflows.Host.CommandLine.Connecting;

namespace Transcribe.Workflows.Host.CommandLine.Workflows;

/// <summary><c>import</c>: files become workflows of the server.</summary>
internal static class ImportCommand
{
    private const string Description = """
        Brings workflow files into the server, as drafts or published.

        A new workflow is published if its file says so; one that the server knows gets the file as its draft, and goes on as it
        is. With --publish the file is the version that runs from now on. All files are looked at before the first is taken.

          transcribe-workflows import workflows/interview.json --publish
          transcribe-workflows import workflows-of-today/*.json

        Exit codes: 0 all are taken; 2 one is no workflow, or cannot be published.
        """;

    private static readonly JsonSerializerOptions Lenient = new() { AllowTrailingCommas = true, ReadCommentHandling = JsonCommentHandling.Skip };

    public static Command Create(Terminal terminal, ServerChoice choice)
    {
        var files = new Argument<FileInfo[]>("files") { Arity = ArgumentArity.OneOrMore, HelpName = "file.json", Description = "Workflow files, as export and the designer write them." }.AcceptExistingOnly();
        var publish = new Option<bool>("--publish") { Description = "Publish them all." };
        var command = new Command("import", Description) { files, publish };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            var documents = new List<JsonObject>();
            foreach (var file in parsed.GetValue(files)!)
                documents.Add(await ReadAsync(file, cancellationToken));

            await using var session = await choice.OpenAsync(parsed, cancellationToken);
            var imported = new List<WorkflowSummary>();
            foreach (var document in documents)
                imported.Add(await ImportAsync(session.Client, document, parsed.GetValue(publish), cancellationToken));

            terminal.Show(imported, screen => imported.ForEach(workflow =>
                screen.WriteLine($"{workflow.DefinitionId}: version {workflow.Version}, {(workflow.IsPublished ? "published" : "a draft")}")));
            if (imported.FindAll(workflow => !workflow.IsPublished) is { Count: > 0 } drafts)
                terminal.Note($"Only drafts: {string.Join(", ", drafts.Select(workflow => workflow.DefinitionId))}. What was published before goes on until the draft is: in the designer, or by import with --publish.");

            return ExitCodes.Done;
        });
        return command;
    }

    private static async Task<JsonObject> ReadAsync(FileInfo file, CancellationToken cancellationToken)
    {
        try
        {
            await using var stream = file.OpenRead();
            return await JsonSerializer.DeserializeAsync<JsonObject>(stream, Lenient, cancellationToken)
                ?? throw new JsonException();
        }
        catch (JsonException)
        {
            throw new CommandException($"{file} is no workflow. What is wrong with it says: transcribe-workflows validate {file}");
        }
    }

    private static async Task<WorkflowSummary> ImportAsync(ServerClient server, JsonObject document, bool publish, CancellationToken cancellationToken)
    {
        var saved = await server.SendAsync(HttpMethod.Post, $"{ServerClient.Elsa}/workflow-definitions/import", document, cancellationToken);
        var workflow = saved.Deserialize<WorkflowSummary>(JsonSerializerOptions.Web)!;
        if (!publish || workflow.IsPublished)
            return workflow;

        await server.SendAsync(HttpMethod.Post, $"{ServerClient.Elsa}/workflow-definitions/{Uri.EscapeDataString(workflow.DefinitionId)}/publish", new { }, cancellationToken);
        return workflow with { IsPublished = true };
    }
}
