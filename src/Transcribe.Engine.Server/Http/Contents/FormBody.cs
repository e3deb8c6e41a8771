using System.Collections;
using System.Net;
using System.Text;
using System.Text.Json;
using Transcribe.Engine.Values;

namespace Transcribe.Engine.Server.Http;

/// <summary>Objects as forms, the way browsers and token endpoints write them.</summary>
internal static class FormBody
{
    private const string ContentType = "application/x-www-form-urlencoded";

    /// <summary>The fields of an object, a list as the same field several times; null: the type is no form's, or the value no object.</summary>
    public static byte[]? Of(object value, string? contentType)
    {
        if (contentType?.StartsWith(ContentType, StringComparison.OrdinalIgnoreCase) != true)
            return null;

        var plain = value is JsonElement element ? JsonValues.ToPlain(element) : value;
        return plain is IEnumerable<KeyValuePair<string, object?>> members
            ? Encoding.ASCII.GetBytes(string.Join('&', members.SelectMany(member => ItemsOf(member.Value).Select(item => Field(member.Key, item)))))
            : null;
    }

    private static IEnumerable<object?> ItemsOf(object? value) =>
        value is IEnumerable items and not (string or byte[] or IDictionary or IDictionary<string, object?>) ? items.Cast<object?>() : [value];

    private static string Field(string name, object? value) => $"{WebUtility.UrlEncode(name)}={WebUtility.UrlEncode(TextOf(value))}";

    private static string TextOf(object? value) => value is bool flag ? (flag ? "true" : "false") : ValueConverter.To<string>(value) ?? string.Empty;
}
