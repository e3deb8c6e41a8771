using System.Runtime.CompilerServices;
using Transcribe.Engine.Authoring;
using Transcribe.Engine.Definitions;

namespace Transcribe.Engine.Activities;

/// <summary>
/// Runs a script. Besides what expressions see, it has <c>setOutcome(name)</c> and <c>setOutcomes(names)</c>; without them the outcome is
/// <c>Done</c>. A definition carries the script as a literal; an expression in its place gives the text of the script.
/// </summary>
[Activity("Elsa", "Scripting", "Runs a script.", DisplayName = "Run JavaScript")]
public sealed class RunJavaScript([CallerFilePath] string? source = null, [CallerLineNumber] int? line = null)
    : CodeActivity<object>(source, line), IHoldsExpressions, ILocalStep
{
    private Expression? _latest;

    /// <summary>A script.</summary>
    [OverloadResolutionPriority(1)]
    public RunJavaScript(string script, [CallerFilePath] string? source = null, [CallerLineNumber] int? line = null)
        : this(source, line) => Script = new(script);

    /// <summary>The script.</summary>
    [Input(Description = "The script.", UIHint = InputUIHints.CodeEditor, DefaultSyntax = "JavaScript", Order = 1)]
    public Input<string> Script { get; set; } = new(string.Empty);

    /// <summary>The outcomes that the designer shows as ports.</summary>
    [Input(Description = "The outcomes that the script may set.", UIHint = InputUIHints.DynamicOutcomes, Order = 2)]
    public Input<ICollection<string>> PossibleOutcomes { get; set; } = null!;

    IEnumerable<HeldExpression> IHoldsExpressions.GetHeldExpressions() =>
        Script?.Expression is { Type: "Literal" } literal && Values.LiteralValue.Of(literal.Value) is string text
            ? [new HeldExpression(nameof(Script), new Expression("JavaScript", text))]
            : [];

    /// <inheritdoc/>
    protected override async ValueTask ExecuteAsync(ActivityExecutionContext context)
    {
        var text = Script.GetOrDefault(context);
        if (string.IsNullOrWhiteSpace(text))
            return;

        string[] outcomes = ["Done"];
        var options = new ExpressionEvaluatorOptions();
        options.Functions["setOutcome"] = (object? name) => { outcomes = NamesOf(name); };
        options.Functions["setOutcomes"] = (object? names) => { outcomes = NamesOf(names); };

        if (await context.EvaluateAsync<object?>(Parsed(text), nameof(Script), options) is { } result)
            context.Set(Result, result, nameof(Result));

        await context.CompleteActivityWithOutcomesAsync(outcomes);
    }

    private static string[] NamesOf(object? names) => names switch
    {
        null => [],
        string name => [name],
        System.Collections.IEnumerable list => [.. list.Cast<object?>().Select(name => name?.ToString() ?? string.Empty)],
        _ => [names.ToString()!],
    };

    // The text hardly ever changes between runs; an expression keeps what the parser made of it.
    private Expression Parsed(string text) =>
        _latest is { } latest && (string)latest.Value! == text ? latest : _latest = new Expression("JavaScript", text);
}
