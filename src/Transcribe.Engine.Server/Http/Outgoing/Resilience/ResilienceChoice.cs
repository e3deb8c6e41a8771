using Transcribe.Engine.Authoring;

namespace Transcribe.Engine.Server.Http;

/// <summary>
/// Which strategy the designer chose for an activity, in its custom properties:
/// <c>{ "mode": "Identifier", "strategyId": … }</c> or <c>{ "mode": "Expression", "expression": … }</c>.
/// </summary>
/// <param name="StrategyId">Its id; null: an expression says it, or none was chosen.</param>
/// <param name="Expression">What gives the id when the activity runs.</param>
internal sealed record ResilienceChoice(string? StrategyId, Expression? Expression)
{
    private const string Property = "resilienceStrategy";

    /// <summary>The choice; null: none was made.</summary>
    public static ResilienceChoice? Of(IActivity activity)
    {
        if (!activity.CustomProperties.TryGetValue(Property, out var value) || value is not IDictionary<string, object?> choice)
            return null;

        if (Text(choice, "mode") == "Expression" && choice.TryGetValue("expression", out var expression) && expression is IDictionary<string, object?> script)
            return new ResilienceChoice(null, new Expression(Text(script, "type") ?? "Literal", script.TryGetValue("value", out var source) ? source : null));

        return Text(choice, "strategyId") is { Length: > 0 } id ? new ResilienceChoice(id, null) : null;
    }

    /// <summary>The id of the strategy in an execution; null: none.</summary>
    public async ValueTask<string?> EvaluateAsync(ActivityExecutionContext context) =>
        Expression is null ? StrategyId : await context.EvaluateAsync<string>(Expression, Property) is { Length: > 0 } id ? id : null;

    private static string? Text(IDictionary<string, object?> members, string name) => members.TryGetValue(name, out var value) ? value as string : null;
}
