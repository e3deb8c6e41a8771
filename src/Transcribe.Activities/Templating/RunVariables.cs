namespace Transcribe.Activities.Templating;

/// <summary>What a template sees of the run it is in.</summary>
internal static class RunVariables
{
    /// <summary>The variables in scope and the inputs of the workflow by name; the inputs also as <c>input</c>. Variables win.</summary>
    public static TemplateVariables ToTemplateVariables(this ExpressionExecutionContext context)
    {
        var variables = new TemplateVariables();
        if (context.TryGetWorkflowExecutionContext(out var workflow))
        {
            variables.Add("input", () => workflow.Input);
            foreach (var (name, value) in workflow.Input)
                variables.Add(name, value);
        }

        foreach (var name in context.GetVariableNamesInScope())
            variables.Add(name, () => context.GetVariableInScope(name));

        return variables;
    }
}
