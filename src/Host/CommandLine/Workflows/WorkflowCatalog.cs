using System.Text.Json.Nodes;
using Transcribe.Workflows.Host.CommandLine.Connecting;

namespace Transcribe.Workflows.Host.CommandLine.Workflows;

/// <summary>The workflows of a server, found by what people call them.</summary>
internal sealed class WorkflowCatalog(ServerClient server)
{
    private const int PageSize = 100;

    /// <summary>The latest version of every workflow, by name.</summary>
    public async Task<IReadOnlyList<WorkflowSummary>> ListAsync(CancellationToken cancellationToken)
    {
        var all = new List<WorkflowSummary>();
        for (var page = 0; ; page++)
        {
            var found = await server.GetAsync<Page>($"{ServerClient.Elsa}/workflow-definitions?versionOptions=Latest&page={page}&pageSize={PageSize}", cancellationToken);
            all.AddRange(found.Items);
            if (found.Items.Count < PageSize)
                return [.. all.OrderBy(workflow => workflow.Name ?? workflow.DefinitionId, StringComparer.OrdinalIgnoreCase)];
        }
    }

    /// <summary>The same, with why some of them are paused.</summary>
    public async Task<IReadOnlyList<WorkflowSummary>> ListWithPausesAsync(CancellationToken cancellationToken)
    {
        var paused = (await server.GetAsync<Pauses>($"{ServerClient.Elsa}/paused-workflows", cancellationToken)).Items.ToDictionary(pause => pause.DefinitionId, pause => pause.Why, StringComparer.Ordinal);
        return [.. (await ListAsync(cancellationToken)).Select(workflow => workflow with { Paused = paused.GetValueOrDefault(workflow.DefinitionId) })];
    }

    /// <summary>The id of the workflow with an id or a name.</summary>
    /// <exception cref="CommandException">There is none, or the name is not its alone.</exception>
    public async Task<string> IdOfAsync(string idOrName, CancellationToken cancellationToken)
    {
        var all = await ListAsync(cancellationToken);
        if (all.Any(workflow => workflow.DefinitionId == idOrName))
            return idOrName;

        var named = all.Where(workflow => string.Equals(workflow.Name, idOrName, StringComparison.OrdinalIgnoreCase)).ToList();
        return named switch
        {
            [var one] => one.DefinitionId,
            [] => throw new CommandException($"There is no workflow '{idOrName}'. There are: {string.Join(", ", all.Select(workflow => workflow.DefinitionId).Order(StringComparer.Ordinal).DefaultIfEmpty("none"))}."),
            _ => throw new CommandException($"{named.Count} workflows are named '{idOrName}'. Say which by its id: {string.Join(", ", named.Select(workflow => workflow.DefinitionId))}."),
        };
    }

    /// <summary>The document of a workflow.</summary>
    public async Task<JsonObject> GetAsync(string definitionId, string version, CancellationToken cancellationToken) =>
        await server.FindAsync<JsonObject>($"{ServerClient.Elsa}/workflow-definitions/by-definition-id/{Uri.EscapeDataString(definitionId)}?versionOptions={version}", cancellationToken)
        ?? throw new CommandException($"The workflow '{definitionId}' is not published, so it cannot be started. Publish it in the designer, or import its file with --publish.");

    private sealed record Page(List<WorkflowSummary> Items);

    private sealed record Pauses(List<Pause> Items);

    private sealed record Pause(string DefinitionId, string Why);
}
