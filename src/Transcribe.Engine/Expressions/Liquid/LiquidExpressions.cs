using Microsoft.Extensions.DependencyInjection;
using Scriban;
using Scriban.Runtime;
using Transcribe.Engine.Authoring;
using Transcribe.Engine.Execution;

namespace Transcribe.Engine.Expressions;

/// <summary>The expression type <c>Liquid</c>, read by Scriban's Liquid mode.</summary>
internal sealed class LiquidExpressions(LiquidOptions options) : IExpressionDescriptorProvider
{
    public IEnumerable<ExpressionDescriptor> GetDescriptors()
    {
        yield return new ExpressionDescriptor
        {
            Type = "Liquid",
            Properties = new Dictionary<string, object>(StringComparer.Ordinal) { ["MonacoLanguage"] = "liquid" },
            HandlerFactory = services => new LiquidHandler(
                options, [.. LiquidFilter.Upstreams, .. services.GetServices<LiquidFilter>()], NotificationSender.IsHeard<RenderingLiquidTemplate>(services)),
        };
    }
}

/// <summary>How much a Liquid template may use.</summary>
public sealed class LiquidOptions
{
    /// <summary>Turns of all loops together; default 10,000.</summary>
    public int LoopLimit { get; set; } = 10_000;

    /// <summary>Depth of calls; default 50.</summary>
    public int RecursionLimit { get; set; } = 50;

    /// <summary>Characters of output; default one million.</summary>
    public int OutputLimit { get; set; } = 1_000_000;

    /// <summary>How long one rendering may take; default 10 s.</summary>
    public TimeSpan Timeout { get; set; } = TimeSpan.FromSeconds(10);
}

/// <summary>A template is about to be rendered; what a handler sets on its context, the template finds. What it throws faults the rendering.</summary>
/// <param name="TemplateContext">Scriban's context, of this rendering only.</param>
/// <param name="Context">Where it is rendered.</param>
public sealed record RenderingLiquidTemplate(LiquidTemplateContext TemplateContext, ExpressionExecutionContext Context) : INotification;

/// <summary>Renders Liquid templates. One that does not parse is an error; upstream renders the parser's words.</summary>
internal sealed class LiquidHandler(LiquidOptions options, IReadOnlyList<LiquidFilter> filters, bool tells) : IExpressionHandler, IExpressionValidator
{
    public async ValueTask<object?> EvaluateAsync(Expression expression, Type returnType, ExpressionExecutionContext context, ExpressionEvaluatorOptions evaluatorOptions)
    {
        var template = Prepare(expression);
        if (template.HasErrors)
            throw new InvalidOperationException(string.Join(" ", Describe(template)));

        using var deadline = CancellationTokenSource.CreateLinkedTokenSource(context.CancellationToken);
        using var timer = context.TryGetWorkflowExecutionContext(out var workflow) ? workflow.After(options.Timeout, deadline.Cancel) : null;
        var scope = new LiquidTemplateContext
        {
            LoopLimit = options.LoopLimit,
            RecursiveLimit = options.RecursionLimit,
            LimitToString = options.OutputLimit,
            RegexTimeOut = options.Timeout,
            StrictVariables = false,
            CancellationToken = deadline.Token,
            MemberRenamer = member => member.Name,
        };
        scope.PushGlobal(FilterFunctions());
        scope.PushGlobal(LiquidGlobals.Of(context));
        if (tells)
            await NotificationSender.SendAsync(context.ServiceProvider, new RenderingLiquidTemplate(scope, context), context.CancellationToken);

        return await template.RenderAsync(scope);
    }

    private ScriptObject FilterFunctions()
    {
        var functions = new ScriptObject(StringComparer.Ordinal);
        foreach (var filter in filters)
            filter.AddTo(functions);
        return functions;
    }

    public IEnumerable<string> Validate(Expression expression) => Describe(Prepare(expression));

    private static Template Prepare(Expression expression) =>
        (Template)(expression.Prepared ??= Template.ParseLiquid(Convert.ToString(Values.LiteralValue.Of(expression.Value)) ?? string.Empty));

    private static IEnumerable<string> Describe(Template template) =>
        template.Messages.Where(message => message.Type == Scriban.Parsing.ParserMessageType.Error)
            .Select(message => $"Line {message.Span.Start.Line + 1}, column {message.Span.Start.Column + 1}: {message.Message}");
}
