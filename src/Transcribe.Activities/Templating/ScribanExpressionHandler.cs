using System.ComponentModel;
using System.Globalization;

namespace Transcribe.Activities.Templating;

/// <summary>Evaluates inputs of the syntax <c>Scriban</c>: text with <c>{{ … }}</c>, over the run's variables and inputs.</summary>
public sealed partial class ScribanExpressionHandler(TemplateRenderer renderer) : IExpressionHandler
{
    /// <summary>The name of the syntax in workflow definitions.</summary>
    public const string TypeName = "Scriban";

    private const int LongestShown = 100;

    /// <inheritdoc/>
    /// <exception cref="TemplateException">The template is wrong, or went over a limit.</exception>
    /// <exception cref="FormatException">The rendered text cannot be read as what the input needs.</exception>
    public async ValueTask<object?> EvaluateAsync(
        Expression expression, Type returnType, ExpressionExecutionContext context, ExpressionEvaluatorOptions options)
    {
        var variables = context.ToTemplateVariables();
        foreach (var (name, value) in options.Arguments ?? new Dictionary<string, object>())
            variables.Add(name, value);

        var template = expression.Value?.ToString() ?? string.Empty;
        return Convert(await renderer.RenderAsync(template, variables, context.CancellationToken), returnType);
    }

    private static object? Convert(string text, Type type)
    {
        if (type.IsAssignableFrom(typeof(string)))
            return text;

        var target = Nullable.GetUnderlyingType(type);
        if (target is not null && string.IsNullOrWhiteSpace(text))
            return null;

        var converter = TypeDescriptor.GetConverter(target ?? type);
        if (!converter.CanConvertFrom(typeof(string)))
            throw new FormatException($"A Scriban expression gives text, which cannot become a {type.Name}.");

        try
        {
            return converter.ConvertFrom(null, CultureInfo.InvariantCulture, text.Trim());
        }
        catch (Exception exception) when (exception is not OutOfMemoryException)
        {
            // Type converters wrap their errors in whatever type they like; the author needs the text that did not fit.
            var shown = text.Length <= LongestShown ? text : text[..LongestShown] + "…";
            throw new FormatException($"The rendered text '{shown}' is not a {(target ?? type).Name}.", exception);
        }
    }
}
