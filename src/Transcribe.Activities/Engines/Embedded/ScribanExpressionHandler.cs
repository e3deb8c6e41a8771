namespace Transcribe.Activities.Templating;

/// <content>The embedded engine asks before anything runs whether an expression can work.</content>
public sealed partial class ScribanExpressionHandler : IExpressionValidator
{
    /// <inheritdoc/>
    public bool ChecksDrafts => true;

    /// <inheritdoc/>
    public IEnumerable<string> Validate(Expression expression)
    {
        string? problem = null;
        try
        {
            renderer.Validate(expression.Value?.ToString() ?? string.Empty);
        }
        catch (TemplateException exception)
        {
            problem = exception.Message;
        }

        return problem is null ? [] : [problem];
    }
}
