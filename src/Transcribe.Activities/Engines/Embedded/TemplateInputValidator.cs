using System.Reflection;
using Transcribe.Activities.Templating;
using Transcribe.Engine.Definitions;

namespace Transcribe.Activities.Engines;

/// <summary>Checks inputs whose value is a template, as those of the syntax Scriban are checked.</summary>
internal sealed class TemplateInputValidator(TemplateRenderer renderer) : IInputValidator
{
    public bool ChecksDrafts => true;

    public IEnumerable<string> Validate(InputDescriptor input, object? value)
    {
        if (value is not string template || input.Property.GetCustomAttribute<TemplateAttribute>() is null)
            return [];

        try
        {
            renderer.Validate(template);
            return [];
        }
        catch (TemplateException exception)
        {
            return [exception.Message];
        }
    }
}
