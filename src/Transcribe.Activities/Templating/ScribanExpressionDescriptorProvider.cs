using Microsoft.Extensions.DependencyInjection;

namespace Transcribe.Activities.Templating;

/// <summary>Puts <c>Scriban</c> into the designer's list of syntaxes.</summary>
public sealed class ScribanExpressionDescriptorProvider : IExpressionDescriptorProvider
{
    /// <inheritdoc/>
    public IEnumerable<ExpressionDescriptor> GetDescriptors()
    {
        yield return new ExpressionDescriptor
        {
            Type = ScribanExpressionHandler.TypeName,
            DisplayName = "Scriban",
            Properties = new Dictionary<string, object> { ["MonacoLanguage"] = "liquid" },
            HandlerFactory = services => ActivatorUtilities.GetServiceOrCreateInstance<ScribanExpressionHandler>(services),
        };
    }
}
