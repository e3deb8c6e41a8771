using System.Runtime.CompilerServices;

namespace Transcribe.Activities.Templating;

/// <summary>
/// Renders a Scriban template with a model and the run's variables and inputs. Outcome <c>Failed</c> with a reason that names line and column
/// when the template is wrong, so that a workflow can tell somebody.
/// </summary>
[Activity(
    Namespace = Palette.Namespace,
    Category = Palette.Transcribe,
    DisplayName = "Render Template",
    Description = "Render a Scriban template with a model and the variables of the run.",
    Kind = ActivityKind.Task)]
[FlowNode(Done, Failed)]
[FailureOutcomes(Failed)]
[Output(Description = "The rendered text.")]
public sealed class RenderTemplate : Activity<string>
{
    /// <summary>The template was rendered.</summary>
    public const string Done = "Done";

    /// <summary>The template is wrong or used more than it may.</summary>
    public const string Failed = "Failed";

    /// <inheritdoc/>
    public RenderTemplate([CallerFilePath] string? source = null, [CallerLineNumber] int? line = null)
        : base(source, line)
    {
    }

    /// <summary>The template's text.</summary>
    [Template]
    [Input(
        Description = "The Scriban template, for example: # {{ summary.title }}",
        UIHint = InputUIHints.CodeEditor,
        Options = "liquid",
        Order = 1)]
    public Input<string> Template { get; set; } = null!;

    /// <summary>Names that the template may use, before variables and inputs of the run of the same name.</summary>
    [Input(
        Description = "Values by name for the template; the variables and inputs of the run are there without being listed.",
        UIHint = InputUIHints.Dictionary,
        Order = 2)]
    public Input<IDictionary<string, object>> Model { get; set; } = null!;

    /// <summary>Why the template could not be rendered.</summary>
    [Output(Description = "Why the template could not be rendered, with line and column.")]
    public Output<string> Reason { get; set; } = null!;

    /// <inheritdoc/>
    protected override async ValueTask ExecuteAsync(ActivityExecutionContext context)
    {
        var variables = context.ExpressionExecutionContext.ToTemplateVariables();
        foreach (var (name, value) in Model.GetOrDefault(context) ?? new Dictionary<string, object>())
            variables.Add(name, value);

        var renderer = context.GetRequiredService<TemplateRenderer>();
        string text;
        try
        {
            text = await renderer.RenderAsync(Template.Get(context), variables, context.CancellationToken);
        }
        catch (TemplateException exception)
        {
            await context.CompleteWithReasonAsync(Reason, exception.Message, Failed);
            return;
        }

        context.JournalData["Characters"] = text.Length;
        context.Set(Result, text, nameof(Result));
        await context.CompleteActivityWithOutcomesAsync(Done);
    }
}
