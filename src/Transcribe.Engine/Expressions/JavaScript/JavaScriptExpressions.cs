using Transcribe.Engine.Authoring;
using Transcribe.Engine.Execution;

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
            HandlerFactory = services => new JavaScriptHandler(
                options, functions, NotificationSender.IsHeard<EvaluatingJavaScript>(services) || NotificationSender.IsHeard<EvaluatedJavaScript>(services)),
        };
    }
}
