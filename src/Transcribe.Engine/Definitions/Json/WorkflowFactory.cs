using System.Collections.Immutable;
using Transcribe.Engine.Activities;

namespace Transcribe.Engine.Definitions;

/// <summary>Builds the activities of a definition, and those of definitions that it uses as activities.</summary>
internal sealed class WorkflowFactory(ActivityRegistry registry, List<DefinitionProblem> problems, ImmutableHashSet<string> around)
{
    /// <summary>The workflow of <paramref name="definition"/>; what is wrong with it is added to the problems.</summary>
    public Workflow Create(WorkflowDefinition definition) => new(RootOf(definition))
    {
        DefinitionId = definition.DefinitionId,
        VersionId = definition.Id ?? $"{definition.DefinitionId}:v{definition.Version}",
        DefinitionVersion = definition.Version,
        DisplayName = definition.Name,
        Description = definition.Description,
        ToolVersion = definition.ToolVersion,
        Variables = [.. definition.Variables.Select(variable => Variables.Of(variable, problems))],
        Inputs = definition.Inputs,
        Outputs = definition.Outputs,
        ContinuesWithIncidents = definition.ContinuesWithIncidents,
    };

    /// <summary>The workflow inside an activity that stands for one.</summary>
    public Workflow? CreateNested(WorkflowDefinitionActivity activity)
    {
        if (!around.Contains(activity.Definition.DefinitionId))
            return Create(activity.Definition);

        problems.Add(new DefinitionProblem(activity.Name ?? activity.Id, null, $"The workflow '{activity.Definition.Name}' would contain itself."));
        return null;
    }

    private Authoring.IActivity? RootOf(WorkflowDefinition definition) => definition.Root is { } root
        ? new ActivityReader(registry, problems, new WorkflowFactory(registry, problems, around.Add(definition.DefinitionId))).Read(root)
        : null;
}
