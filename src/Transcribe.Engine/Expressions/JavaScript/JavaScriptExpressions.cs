using Transcribe.Engine.Authoring;

namespace Transcribe.Engine.Expressions;

/// <summary>The expression type <c>JavaScript</c>.</summary>
internal sealed class JavaScriptExpressions(JavaScriptOptions options, IEnumerable<JavaScriptFunction> functions) : IExpressionDescriptorProvider
{
    public IEnumerable<ExpressionDescriptor> GetDescriptors()
    {
        yield return new ExpressionDescriptor
        {
            Type = "JavaScript",
            Properties = new Dictionary<string, object>(StringComparer.Ordinal) { ["MonacoLanguage"] = "javascript" },
            HandlerFactory = _ => new JavaScriptHandler(options, functions),
        };
    }
}
