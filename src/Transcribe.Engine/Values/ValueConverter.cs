using System.Collections;
using System.Collections.Concurrent;
using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Transcribe.Engine.Values;

/// <summary>
/// Converts what expressions give to what inputs take, by upstream's table: text to and from scalars (invariant), names to
/// enumerations, JSON to objects and collections. What cannot be converted is an error, where upstream quietly gives the type's default.
/// </summary>
public static class ValueConverter
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web)
    {
        Converters = { new System.Text.Json.Serialization.JsonStringEnumConverter() },
    };

    private static readonly ConcurrentDictionary<Type, bool> Immutable = new();

    /// <summary>Whether one value of the type can serve all runs.</summary>
    internal static bool IsImmutable(Type type) => Immutable.GetOrAdd(type, static t =>
    {
        t = Nullable.GetUnderlyingType(t) ?? t;
        return t.IsPrimitive || t.IsEnum || t == typeof(string) || t == typeof(decimal) || t == typeof(Guid) || t == typeof(DateTime)
            || t == typeof(DateTimeOffset) || t == typeof(TimeSpan) || t == typeof(Uri);
    });

    /// <summary>The value as a <typeparamref name="T"/>.</summary>
    public static T? To<T>(object? value) => value is T typed ? typed : (T?)Convert(value, typeof(T));

    /// <summary>The value as a <paramref name="type"/>; null gives the type's default.</summary>
    /// <exception cref="ValueConversionException">It cannot be one.</exception>
    public static object? Convert(object? value, Type type)
    {
        value = LiteralValue.Of(value);
        var target = Nullable.GetUnderlyingType(type) ?? type;
        if (value is null)
            return type.IsValueType && target == type ? DefaultOf(type) : null;

        if (type.IsInstanceOfType(value))
            return target == typeof(object) ? Plain(value) : value;

        try
        {
            return value switch
            {
                _ when target == typeof(string) => ToText(value),
                string text => FromText(text, target),
                JsonElement element => element.Deserialize(target, Json),
                JsonNode node => node.Deserialize(target, Json),
                IConvertible when target.IsEnum => Enum.ToObject(target, System.Convert.ToInt64(value, CultureInfo.InvariantCulture)),
                IConvertible when typeof(IConvertible).IsAssignableFrom(target) => System.Convert.ChangeType(value, target, CultureInfo.InvariantCulture),
                DateTime date when target == typeof(DateTimeOffset) => new DateTimeOffset(date.ToUniversalTime()),
                DateTimeOffset date when target == typeof(DateTime) => date.UtcDateTime,
                _ => Reshape(value, target),
            };
        }
        catch (Exception exception) when (exception is FormatException or InvalidCastException or OverflowException or JsonException or ArgumentException or NotSupportedException)
        {
            throw new ValueConversionException(value, type, exception);
        }
    }

    private static object? FromText(string text, Type target)
    {
        if (target.IsEnum)
            return Enum.Parse(target, text, ignoreCase: true);
        if (target == typeof(bool))
            return bool.Parse(text);
        if (target == typeof(Guid))
            return Guid.Parse(text);
        if (target == typeof(TimeSpan))
            return TimeSpan.Parse(text, CultureInfo.InvariantCulture);
        if (target == typeof(DateTimeOffset))
            return DateTimeOffset.Parse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal);
        if (target == typeof(DateTime))
            return DateTime.Parse(text, CultureInfo.InvariantCulture, DateTimeStyles.AdjustToUniversal | DateTimeStyles.AssumeUniversal);
        if (target == typeof(Uri))
            return new Uri(text, UriKind.RelativeOrAbsolute);
        if (target == typeof(byte[]))
            return System.Convert.FromBase64String(text);
        if (typeof(IConvertible).IsAssignableFrom(target))
            return System.Convert.ChangeType(text, target, CultureInfo.InvariantCulture);

        return ParseJson(text, target);
    }

    private static object? ParseJson(string text, Type target)
    {
        if (string.IsNullOrWhiteSpace(text))
            return null;

        if (target.IsInterface || target == typeof(System.Dynamic.ExpandoObject))
        {
            // A text that is no JSON is, where a list is wanted, a list of one.
            var plain = JsonValues.TryParse(text, out var parsed) ? parsed : new List<object?> { text };
            return target.IsInstanceOfType(plain) ? plain : Reshape(plain!, target);
        }

        return JsonSerializer.Deserialize(text, target, Json);
    }

    private static object? Reshape(object value, Type target)
    {
        if (target.IsGenericType && value is IEnumerable items and not (string or IDictionary or IDictionary<string, object?>) && ItemTypeOf(target) is { } item)
        {
            var list = (IList)Activator.CreateInstance(typeof(List<>).MakeGenericType(item))!;
            foreach (var element in items)
                list.Add(Convert(element, item));
            return target.IsInstanceOfType(list) ? list : JsonSerializer.SerializeToElement(list, Json).Deserialize(target, Json);
        }

        return JsonSerializer.SerializeToElement(value, value.GetType(), Json).Deserialize(target, Json);
    }

    private static Type? ItemTypeOf(Type collection) =>
        collection.GetGenericArguments() is [var item] && typeof(IEnumerable).IsAssignableFrom(collection) ? item : null;

    private static string? ToText(object value) => value switch
    {
        bool flag => flag ? "True" : "False",
        JsonElement element => element.GetRawText(),
        JsonNode node => node.ToJsonString(),
        Uri uri => uri.OriginalString,
        IFormattable formattable => formattable.ToString(null, CultureInfo.InvariantCulture),
        byte[] bytes => System.Convert.ToBase64String(bytes),
        IEnumerable => JsonSerializer.Serialize(value, value.GetType(), Json),
        _ when value.GetType().GetMethod(nameof(ToString), Type.EmptyTypes)!.DeclaringType == typeof(object) => JsonSerializer.Serialize(value, value.GetType(), Json),
        _ => value.ToString(),
    };

    private static object? Plain(object value) => value is JsonElement element ? JsonValues.ToPlain(element) : value;

    private static object? DefaultOf(Type type) => type == typeof(void) ? null : Activator.CreateInstance(type);
}

/// <summary>A value cannot become what an input takes.</summary>
public sealed class ValueConversionException(object value, Type type, Exception innerException)
    : Exception($"The value {Show(value)} cannot be read as {TypeAliases.AliasOf(type) ?? type.Name}.", innerException)
{
    private const int ShownLength = 60;

    private static string Show(object value)
    {
        var text = value is string s ? $"'{s}'" : $"of type {value.GetType().Name}";
        return text.Length > ShownLength ? $"{text[..ShownLength]}…'" : text;
    }
}
