using System.Text.Json;
using Transcribe.Engine.Values;

namespace Transcribe.Engine.Execution;

/// <summary>Sample data pinned to a step: what it gives in test runs instead of being executed.</summary>
/// <param name="Outcomes">How it completes; default <c>Done</c>.</param>
/// <param name="Outputs">What it gives by name.</param>
internal sealed record PinnedSample(IReadOnlyList<string> Outcomes, IReadOnlyDictionary<string, object?> Outputs)
{
    /// <summary>The custom property of an activity: <c>{ "outcomes": ["Completed"], "outputs": { "Result": … } }</c>.</summary>
    public const string PropertyName = "pinned";

    private static readonly string[] Done = ["Done"];

    /// <summary>What the custom properties say; null: nothing that can be read.</summary>
    public static PinnedSample? Of(IDictionary<string, object> customProperties)
    {
        if (!customProperties.TryGetValue(PropertyName, out var value) || value is not IDictionary<string, object?> pinned)
            return null;

        var outcomes = (pinned.TryGetValue("outcomes", out var names) ? names as IEnumerable<object?> : null)?.OfType<string>().ToArray();
        var outputs = pinned.TryGetValue("outputs", out var members) ? members as IDictionary<string, object?> : null;
        return new PinnedSample(outcomes is { Length: > 0 } ? outcomes : Done, (outputs ?? new Dictionary<string, object?>()).ToDictionary(output => output.Key, output => Typed(output.Value), StringComparer.Ordinal));
    }

    // A value that has a type carries its alias, as in the state of a run.
    private static object? Typed(object? plain) => ValueSerializer.Read(JsonSerializer.SerializeToElement(plain));
}
