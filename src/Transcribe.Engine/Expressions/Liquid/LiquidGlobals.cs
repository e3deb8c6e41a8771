using Scriban.Runtime;
using Transcribe.Engine.Authoring;

namespace Transcribe.Engine.Expressions;

/// <summary>What a Liquid template sees, by upstream's names; letter case counts, unknown members render empty.</summary>
internal static class LiquidGlobals
{
    public static ScriptObject Of(ExpressionExecutionContext context)
    {
        var variables = new ScriptObject(StringComparer.Ordinal);
        foreach (var name in context.GetVariableNamesInScope().Distinct())
            variables[name] = context.GetVariableInScope(name);

        var input = new ScriptObject(StringComparer.Ordinal);
        var globals = new ScriptObject(StringComparer.Ordinal) { ["Variables"] = variables, ["Input"] = input };
        if (!context.TryGetWorkflowExecutionContext(out var workflow))
            return globals;

        var names = context.ActivityExecutionContext!.EnclosingDefinition is { } nested ? nested.Blocks.Select(block => block.Variable.Name) : workflow.Input.Keys;
        foreach (var name in names)
            input[name] = context.GetInput(name);

        globals["CorrelationId"] = workflow.CorrelationId;
        globals["WorkflowDefinitionId"] = workflow.Graph.Workflow.DefinitionId;
        globals["WorkflowDefinitionVersionId"] = workflow.Graph.Workflow.VersionId;
        globals["WorkflowDefinitionVersion"] = workflow.Graph.Workflow.DefinitionVersion;
        globals["WorkflowInstanceId"] = workflow.Id;
        return globals;
    }
}
