using Acornima;
using Jint;
using Jint.Native;
using Transcribe.Engine.Authoring;
using Transcribe.Engine.Execution;

namespace Transcribe.Engine.Expressions;

/// <summary>Evaluates scripts, each in an engine of its own with limits of time, memory, statements and depth.</summary>
internal sealed class JavaScriptHandler(JavaScriptOptions options, IEnumerable<JavaScriptFunction> functions, bool tells) : IExpressionHandler, IExpressionValidator
{
    public async ValueTask<object?> EvaluateAsync(Expression expression, Type returnType, ExpressionExecutionContext context, ExpressionEvaluatorOptions evaluatorOptions)
    {
        var script = Prepare(expression);
        using var engine = CreateEngine(context.CancellationToken);
        var globals = new JavaScriptGlobals(engine, script, options, functions, context);
        globals.Define(evaluatorOptions);
        if (tells)
            await NotificationSender.SendAsync(context.ServiceProvider, new EvaluatingJavaScript(engine, expression, context), context.CancellationToken);

        // A returned promise is awaited.
        var value = ToPlain(await engine.EvaluateAsync(script.Script, context.CancellationToken));
        globals.CopyVariablesBack();
        if (tells)
            await NotificationSender.SendAsync(context.ServiceProvider, new EvaluatedJavaScript(engine, expression, context, value), context.CancellationToken);

        return value;
    }

    public IEnumerable<string> Validate(Expression expression)
    {
        try
        {
            Prepare(expression);
            return [];
        }
        catch (ScriptPreparationException exception)
        {
            return exception.InnerException is ParseErrorException error
                ? [$"Line {error.LineNumber}, column {error.Column + 1}: {error.Description}"]
                : [exception.Message];
        }
    }

    private static PreparedJavaScript Prepare(Expression expression) =>
        (PreparedJavaScript)(expression.Prepared ??= new PreparedJavaScript(Convert.ToString(Values.LiteralValue.Of(expression.Value)) ?? string.Empty));

    private Jint.Engine CreateEngine(CancellationToken cancellationToken) => new(configuration => configuration
        .TimeoutInterval(options.Timeout)
        .LimitMemory(options.MemoryLimit)
        .MaxStatements(options.MaxStatements)
        .LimitRecursion(options.MaxRecursion)
        .AddObjectConverter(JavaScriptValues.Converter)
        .CancellationToken(cancellationToken));

    private static object? ToPlain(JsValue value) => value.IsUndefined() || value.IsNull() ? null : value.ToObject();
}
