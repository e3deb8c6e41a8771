using Transcribe.Engine.Authoring;

namespace Transcribe.Engine.Activities;

/// <summary>Which cases of a switch count.</summary>
public enum SwitchMode
{
    /// <summary>Only the first one whose condition holds.</summary>
    MatchFirst,

    /// <summary>All whose conditions hold.</summary>
    MatchAny,
}

/// <summary>A case of a <see cref="Switch"/>.</summary>
/// <param name="Label">Its name.</param>
/// <param name="Condition">When it counts.</param>
/// <param name="Activity">What runs then.</param>
public sealed record SwitchCase(string Label, Expression Condition, IActivity? Activity);

/// <summary>A case of a <see cref="FlowSwitch"/>.</summary>
/// <param name="Label">Its name: the port that is followed.</param>
/// <param name="Condition">When it counts.</param>
public sealed record FlowSwitchCase(string Label, Expression Condition);

/// <summary>Evaluates the cases of a switch in order.</summary>
internal static class SwitchCases
{
    public static async ValueTask<List<T>> MatchAsync<T>(ActivityExecutionContext context, IEnumerable<T> cases, Func<T, Expression> condition, SwitchMode mode)
    {
        var matches = new List<T>();
        foreach (var candidate in cases)
        {
            if (!await context.EvaluateAsync<bool>(condition(candidate), "Cases"))
                continue;

            matches.Add(candidate);
            if (mode == SwitchMode.MatchFirst)
                break;
        }

        return matches;
    }
}
