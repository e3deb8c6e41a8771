using Microsoft.Extensions.Options;
using Scriban;
using Scriban.Functions;
using Scriban.Parsing;
using Scriban.Runtime;
using Scriban.Syntax;

namespace Transcribe.Activities.Templating;

/// <summary>
/// Renders Scriban templates under <see cref="TemplateLimits"/>. A template sees plain data only, converted by
/// <see cref="TemplateData"/>, and the functions of <see cref="TemplateHelpers"/>; it cannot load files, call .NET or evaluate text as code.
/// </summary>
public sealed class TemplateRenderer(IOptions<TemplateLimits> limits, TimeProvider clock)
{
    // How a date is shown that no function shows otherwise; without it Scriban leaves out the time.
    private const string DateFormat = "%F %T";

    private static readonly ScriptObject Functions = CreateFunctions();

    private readonly TemplateLimits _limits = limits.Value;

    /// <summary>Renders with the variables that <paramref name="variables"/> finds by name; a name nobody knows is an error, a missing member is empty.</summary>
    /// <exception cref="TemplateException">The template is wrong, or went over a limit.</exception>
    /// <exception cref="OperationCanceledException">The caller cancelled; never thrown for a limit.</exception>
    public async ValueTask<string> RenderAsync(string template, TemplateVariables variables, CancellationToken cancellationToken)
    {
        var parsed = Parse(template);
        using var deadline = new CancellationTokenSource(_limits.Timeout, clock);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(deadline.Token, cancellationToken);
        var context = CreateContext(variables, either.Token);

        try
        {
            return await parsed.RenderAsync(context);
        }
        catch (Exception exception) when (either.IsCancellationRequested && exception is ScriptRuntimeException or OperationCanceledException)
        {
            cancellationToken.ThrowIfCancellationRequested();
            throw At(context.CurrentNode?.Span ?? default, $"the rendering took longer than {_limits.Timeout.TotalSeconds:0.###} s.");
        }
        catch (ScriptRuntimeException exception)
        {
            throw At(exception.Span, exception.OriginalMessage);
        }
    }

    /// <summary>Parses without rendering, for validation before anything runs.</summary>
    /// <exception cref="TemplateException">The template does not parse.</exception>
    public void Validate(string template) => Parse(template);

    private Template Parse(string template)
    {
        if (template.Length > _limits.MaxTemplateLength)
            throw new TemplateException($"the template is longer than {_limits.MaxTemplateLength} characters.", 1, 1);

        var parsed = Template.Parse(template, parserOptions: new ParserOptions { ExpressionDepthLimit = _limits.MaxRecursion });
        var error = parsed.Messages.FirstOrDefault(message => message.Type == ParserMessageType.Error);
        return error is null ? parsed : throw At(error.Span, error.Message);
    }

    private TextDates CreateContext(TemplateVariables variables, CancellationToken cancellationToken)
    {
        // The builtin object is shared and read-only: what a template assigns lands in an object of its own.
        var context = new TextDates(Functions)
        {
            TemplateLoader = null,
            StrictVariables = true,
            EnableRelaxedMemberAccess = true,
            LoopLimit = _limits.MaxLoopIterations,
            RecursiveLimit = _limits.MaxRecursion,
            LimitToString = _limits.MaxOutputLength,
            OutputLimit = _limits.MaxOutputLength,
            OnOutputLimit = ScriptLimitBehavior.Throw,
            OnStringLimit = ScriptLimitBehavior.Throw,
            RegexTimeOut = _limits.RegexTimeout,
            CancellationToken = cancellationToken,
            TryGetMember = TryGetMember,
        };
        context.PushGlobal(new ScriptObject());
        context.TryGetVariable = (_, _, variable, out value) => TryGetVariable(context, variables, variable.Name, out value);
        return context;
    }

    private static bool TryGetVariable(TemplateContext context, TemplateVariables variables, string name, out object? value)
    {
        value = null;
        if (!variables.TryGet(name, out var raw))
            return false;

        value = TemplateData.From(raw);
        context.CurrentGlobal?.TrySetValue(context, default, name, value, readOnly: false);
        return true;
    }

    // A result is `price_usd` here, `priceUsd` after it went through JSON, `PriceUsd` in code: a template may use any of them.
    private static bool TryGetMember(TemplateContext context, SourceSpan span, object target, string member, out object? value)
    {
        value = null;
        if (target is not ScriptObject data)
            return false;

        var found = data.Keys.FirstOrDefault(key => TemplateVariables.SameName(key, member));
        return found is not null && data.TryGetValue(context, span, found, out value);
    }

    private static ScriptObject CreateFunctions()
    {
        var functions = TemplateContext.GetDefaultBuiltinObject();
        functions.Import(typeof(TemplateHelpers));
        functions.Import(typeof(TextHelpers));
        if (functions["object"] is ScriptObject objects)
        {
            objects.Remove("eval");
            objects.Remove("eval_template");
        }

        if (functions["date"] is DateTimeFunctions dates)
            dates.Format = DateFormat;

        functions.IsReadOnly = true;
        return functions;
    }

    // Scriban counts from zero, people and editors from one.
    private static TemplateException At(SourceSpan span, string problem) => new(problem, span.Start.Line + 1, span.Start.Column + 1);
}
