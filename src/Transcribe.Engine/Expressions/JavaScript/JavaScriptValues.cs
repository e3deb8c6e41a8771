using System.Collections;
using System.Text.Json.Nodes;
using Jint.Native;
using Jint.Runtime.Interop;

namespace Transcribe.Engine.Expressions;

/// <summary>Values of a run as scripts see them, where they differ from what Jint makes of them: members of enumerations are names, and whatever can be enumerated is an array.</summary>
internal static class JavaScriptValues
{
    public static IObjectConverter Converter { get; } = new ScriptConverter();

    /// <summary>Whether a script left a value as it was.</summary>
    public static bool AreSame(object? before, object? after) => Equals(before, after) || (before is Enum member && after is string name && member.ToString() == name);

    // Lists and dictionaries stay what they are, so that a script can change them in place.
    private static bool IsOnlyEnumerable(object value) => value is IEnumerable and not (string or IList or IDictionary or IDictionary<string, object?> or JsonNode);

    private sealed class ScriptConverter : IObjectConverter
    {
        public bool TryConvert(Jint.Engine engine, object value, [System.Diagnostics.CodeAnalysis.NotNullWhen(true)] out JsValue? result)
        {
            result = value switch
            {
                Enum member => new JsString(member.ToString()),
                _ when IsOnlyEnumerable(value) => new JsArray(engine, [.. ((IEnumerable)value).Cast<object?>().Select(item => JsValue.FromObject(engine, item))]),
                _ => null,
            };
            return result is not null;
        }
    }
}
