using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Transcribe.Engine.Activities;
using Transcribe.Engine.Authoring;
using Transcribe.Engine.Definitions;
using Transcribe.Engine.Storage;

namespace Transcribe.Engine.Runtime;

/// <summary>
/// Publishes the workflows that are written in code. What runs is the code of this build; the row in the database shows the workflow to
/// people and lets stimuli find it.
/// </summary>
internal sealed class CodeProvider(
    IEnumerable<CodeWorkflow> workflows, DefinitionCatalog catalog, IDefinitionStore definitions, IServiceProvider services, TimeProvider clock, ILogger<CodeProvider> logger)
{
    private const string Name = "Code";

    /// <summary>Publishes what is registered, and takes back what is no longer.</summary>
    /// <exception cref="DefinitionException">A workflow has mistakes: the author has to mend the build.</exception>
    public async Task PublishAsync(CancellationToken cancellationToken)
    {
        var published = new HashSet<string>(StringComparer.Ordinal);
        foreach (var type in workflows.Select(workflow => workflow.Type).Distinct())
        {
            var workflow = await new WorkflowBuilder().BuildWorkflowAsync((IWorkflow)ActivatorUtilities.CreateInstance(services, type), cancellationToken);
            await catalog.PublishAsync(workflow, RowOf(workflow), cancellationToken);
            published.Add(workflow.DefinitionId);
            Log.CodeWorkflowPublished(logger, workflow.DefinitionId, workflow.DefinitionVersion);
        }

        foreach (var row in await definitions.ListAsync(VersionOptions.Published, cancellationToken))
        {
            if (row.ProviderName == Name && !published.Contains(row.DefinitionId))
                await catalog.RetractAsync(row.DefinitionId, cancellationToken);
        }
    }

    private DefinitionRow RowOf(Workflow workflow) => new()
    {
        Id = workflow.VersionId,
        DefinitionId = workflow.DefinitionId,
        Name = workflow.DisplayName,
        Description = workflow.Description,
        Version = workflow.DefinitionVersion,
        IsLatest = true,
        IsPublished = true,
        IsReadonly = true,
        IsSystem = workflow.IsSystem,
        ProviderName = Name,
        CreatedAt = clock.GetUtcNow(),
        Json = JsonSerializer.Serialize(
            new
            {
                workflow.DefinitionId,
                Id = workflow.VersionId,
                Name = workflow.DisplayName,
                workflow.Description,
                Version = workflow.DefinitionVersion,
                IsReadonly = true,
                workflow.Inputs,
                workflow.Outputs,
                Root = (object?)null,
            },
            JsonSerializerOptions.Web),
    };
}

/// <summary>One registration of a workflow class.</summary>
internal sealed record CodeWorkflow(Type Type);
