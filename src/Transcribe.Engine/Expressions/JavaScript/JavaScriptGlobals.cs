using Jint;
using Jint.Native;
using Transcribe.Engine.Authoring;

namespace Transcribe.Engine.Expressions;

/// <summary>What a script sees: the run's variables, inputs, outputs and facts, by upstream's names.</summary>
internal sealed class JavaScriptGlobals(
    Jint.Engine engine, PreparedJavaScript script, JavaScriptOptions host, IEnumerable<JavaScriptFunction> functions, ExpressionExecutionContext context)
{
    private JsObject? _variables;

    public void Define(ExpressionEvaluatorOptions options)
    {
        JavaScriptUtilities.Define(this);
        DefineRun();
        DefineVariables();
        DefineInputsAndOutputs();

        foreach (var (name, function) in host.Functions)
            Define(name, () => function(context));
        foreach (var function in functions.Where(function => script.Mentions(function.Name)))
            engine.SetValue(function.Name, function.Create(context));
        foreach (var (name, value) in options.Arguments)
            Define($"get{Capital(name)}", () => value);
        foreach (var (name, function) in options.Functions)
            Define(name, function);
    }

    /// <summary>Writes assignments to members of <c>variables</c> back to the run.</summary>
    public void CopyVariablesBack()
    {
        if (_variables is null)
            return;

        foreach (var (key, property) in _variables.GetOwnProperties())
        {
            var name = key.ToString();
            var before = context.GetVariableInScope(name);
            var after = property.Value.ToObject();
            if (!JavaScriptValues.AreSame(before, after) && !context.ActivityExecutionContext!.WorkflowInput.ContainsKey(name))
                context.SetVariableInScope(name, after);
        }
    }

    /// <summary>Defines a global function, if the script names it.</summary>
    public void Define(string name, Delegate function)
    {
        if (script.Mentions(name))
            engine.SetValue(name, function);
    }

    private void DefineRun()
    {
        if (!context.TryGetWorkflowExecutionContext(out var workflow))
            return;

        Define("getWorkflowDefinitionId", () => workflow.Graph.Workflow.DefinitionId);
        Define("getWorkflowDefinitionVersionId", () => workflow.Graph.Workflow.VersionId);
        Define("getWorkflowDefinitionVersion", () => workflow.Graph.Workflow.DefinitionVersion);
        Define("getWorkflowInstanceId", () => workflow.Id);
        Define("getCorrelationId", () => workflow.CorrelationId);
        Define("setCorrelationId", (string? value) => workflow.CorrelationId = value);
        Define("getWorkflowInstanceName", () => workflow.Name);
        Define("setWorkflowInstanceName", (string? value) => workflow.Name = value);
    }

    private void DefineVariables()
    {
        Define("getVariable", (string name) => context.GetVariableInScope(name));
        Define("setVariable", (string name, JsValue value) => SetVariable(name, value));

        if (script.Mentions("variables"))
        {
            _variables = new JsObject(engine);
            foreach (var name in script.ReferencedVariables.Intersect(context.GetVariableNamesInScope()))
                _variables.Set(name, JsValue.FromObject(engine, context.GetVariableInScope(name)));
            engine.SetValue("variables", _variables);
        }

        foreach (var name in context.GetVariableNamesInScope().Distinct())
        {
            Define($"get{Capital(name)}", () => context.GetVariableInScope(name));
            Define($"set{Capital(name)}", (JsValue value) => SetVariable(name, value));
        }
    }

    private void DefineInputsAndOutputs()
    {
        Define("getInput", (string name) => context.GetInput(name));
        Define("getOutputFrom", (string activity, string? output) => context.GetOutput(activity, output));
        Define("getLastResult", () => context.GetLastResult());
        if (!context.TryGetWorkflowExecutionContext(out var workflow))
            return;

        foreach (var input in workflow.Graph.Workflow.Inputs)
            Define($"get{Capital(input.Name)}", () => context.GetInput(input.Name));

        // get{Output}From{Activity}: by name for designers of version 3, by id before.
        var usesNames = workflow.Graph.Workflow.ToolVersion is { Major: >= 3 };
        foreach (var node in workflow.Graph.Nodes)
        {
            var suffix = usesNames ? node.Activity.Name : node.Activity.Id;
            if (string.IsNullOrEmpty(suffix))
                continue;

            foreach (var output in node.Descriptor.Outputs)
                Define($"get{output.Name}From{Capital(suffix)}", () => context.GetOutput(node.Activity.Id, output.Name));
        }
    }

    // What the script sets itself counts, not the copy in the object that was made before.
    private void SetVariable(string name, JsValue value)
    {
        context.SetVariableInScope(name, Plain(value));
        _variables?.Set(name, value);
    }

    private static object? Plain(JsValue value) => value.IsUndefined() || value.IsNull() ? null : value.ToObject();

    private static string Capital(string name) => Definitions.Words.Pascal(name);
}
