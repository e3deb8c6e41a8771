using Scriban.Runtime;

namespace Transcribe.Activities.Templating;

/// <summary>A template's values as plain ones, which JSON can write: nothing that refers to itself, nothing deeper than data is.</summary>
internal static class PlainValues
{
    private const int MaxDepth = 32;

    /// <exception cref="FormatException">The value is deeper than data is, or holds itself.</exception>
    public static object? Of(object? value, int depth = 0)
    {
        if (depth > MaxDepth)
            throw new FormatException($"The value is nested deeper than {MaxDepth} levels.");

        return value switch
        {
            null or string or bool or DateTime or TimeSpan or DateTimeOffset => value,
            _ when value.GetType().IsPrimitive || value is decimal => value,
            ScriptObject map => map.ToDictionary(member => member.Key, member => Of(member.Value, depth + 1)),
            ScriptArray items => items.Select(item => Of(item, depth + 1)).ToList(),
            System.Collections.IEnumerable items => items.Cast<object?>().Select(item => Of(item, depth + 1)).ToList(),
            _ => value.ToString(),
        };
    }
}
