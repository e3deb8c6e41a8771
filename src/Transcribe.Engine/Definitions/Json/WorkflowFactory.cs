using System.Collections.Immutable;
using Transcribe.Engine.Activities;
using Transcribe.Engine.Values;

namespace Transcribe.Engine.Definitions;

/// <summary>Builds the activities of a definition, and those of definitions that it uses as activities.</summary>
internal sealed class WorkflowFactory(ActivityRegistry registry, List<DefinitionProblem> problems, ImmutableHashSet<string> around)
{
    /// <summary>The workflow of <paramref name="definition"/>; what is wrong with it is added to the problems.</summary>
    public Workflow Create(WorkflowDefinition definition)
    {
        var custom = (IDictionary<string, object>)(definition.CustomProperties is { } properties ? JsonValues.ToPlain(properties)! : new Dictionary<string, object>());
        var settings = new CustomSettings(definition.CustomProperties, problems);
        if (definition.IsUsableAsActivity && around.IsEmpty)
            problems.AddRange(definition.Inputs.Where(input => ActivityMembers.IsTaken(input.Name)).Select(Ungivable));

        return new Workflow(RootOf(definition))
        {
            CustomProperties = custom,
            DefinitionId = definition.DefinitionId,
            VersionId = definition.Id ?? $"{definition.DefinitionId}:v{definition.Version}",
            DefinitionVersion = definition.Version,
            DisplayName = definition.Name,
            Description = definition.Description,
            ToolVersion = definition.ToolVersion,
            Variables = [.. definition.Variables.Select(variable => Variables.Of(variable, problems))],
            Inputs = definition.Inputs,
            Outputs = definition.Outputs,
            IncidentStrategy = StrategyNames.Of(definition.IncidentStrategyType),
            ActivationStrategy = StrategyNames.Of(definition.ActivationStrategyType),
            CommitStrategy = definition.CommitStrategyName,
            Limits = settings.Read<WorkflowLimits>(WorkflowLimits.Member, limits => limits.Problems()),
            Retry = settings.Read<RetryPolicy>(RetryPolicy.Member, retry => retry.OwnProblems()),
            Failing = settings.Read<FailureLimit>(FailureLimit.Member, failing => failing.Problems()),
            ErrorWorkflow = settings.ReadText(Workflow.ErrorWorkflowMember),
        };
    }

    private static DefinitionProblem Ungivable(InputDefinition input) => new(
        null, "inputs", $"A workflow that uses this one as an activity cannot give it '{input.Name}': that is a member of every activity. Give the input another name.") { IsWarning = true };

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
