using Scriban.Runtime;

namespace Transcribe.Activities.Templating;

/// <summary>What a template sees of the run it is in.</summary>
internal static class RunVariables
{
    /// <summary>
    /// The names that every template may use for what the run holds of a transcription, wherever it holds it, and the members that have it.
    /// </summary>
    private static readonly (string Name, string[] Members)[] WellKnown =
    [
        ("transcript", ["transcript"]), ("segments", ["segments"]), ("speakers", ["speakers"]), ("chapters", ["chapters"]),
        ("cost", ["charge_usd", "cost", "price_usd"]), ("title", ["title"]),
    ];

    /// <summary>
    /// The variables in scope and the inputs of the workflow by name; the inputs also as <c>input</c>; <c>result</c> for the finished
    /// transcription, and <see cref="WellKnown"/>. Variables win over inputs, and both over the names for a transcription.
    /// </summary>
    public static TemplateVariables ToTemplateVariables(this ExpressionExecutionContext context)
    {
        var variables = new TemplateVariables();
        var values = new List<Func<object?>>();
        AddTranscription(variables, values);
        if (context.TryGetWorkflowExecutionContext(out var workflow))
        {
            variables.Add("input", () => workflow.Input);
            foreach (var (name, value) in workflow.Input)
            {
                variables.Add(name, value);
                values.Add(() => value);
            }
        }

        foreach (var name in context.GetVariableNamesInScope())
        {
            variables.Add(name, () => context.GetVariableInScope(name));
            values.Add(() => context.GetVariableInScope(name));
        }

        return variables;
    }

    private static void AddTranscription(TemplateVariables variables, IReadOnlyList<Func<object?>> values)
    {
        foreach (var (name, members) in WellKnown)
            variables.AddFallback(name, () => Find(values, members));

        variables.AddFallback("result", () => values.Select(read => read()).FirstOrDefault(value => MemberOf(value, "charge_usd") is not null));
    }

    private static object? Find(IReadOnlyList<Func<object?>> values, string[] members) =>
        (from member in members from read in values select MemberOf(read(), member)).FirstOrDefault(value => value is not null);

    private static object? MemberOf(object? value, string member) => TemplateData.From(value) is ScriptObject data
        ? data.FirstOrDefault(entry => TemplateVariables.SameName(entry.Key, member)).Value
        : null;
}
