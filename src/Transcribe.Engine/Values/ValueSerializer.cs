using System.Collections;
using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Transcribe.Engine.Values;

/// <summary>
/// Values of any kind as JSON and back. JSON's own kinds are written plainly; a type with an alias carries it as <c>_type</c>, so that
/// it comes back as what it was; any other object is written with camelCase members and comes back as an object with those members.
/// </summary>
public static class ValueSerializer
{
    private const string TypeMember = "_type";
    private const string ValueMember = "_value";

    private static readonly JsonSerializerOptions Options = new(JsonSerializerDefaults.Web)
    {
        Converters = { new JsonStringEnumConverter() },
        ReferenceHandler = ReferenceHandler.IgnoreCycles,
    };

    /// <summary>Writes a value.</summary>
    public static void Write(Utf8JsonWriter writer, object? value)
    {
        switch (value)
        {
            case null:
                writer.WriteNullValue();
                break;
            case string text:
                writer.WriteStringValue(text);
                break;
            case bool flag:
                writer.WriteBooleanValue(flag);
                break;
            case int number:
                writer.WriteNumberValue(number);
                break;
            case long number:
                writer.WriteNumberValue(number);
                break;
            case double number when double.IsFinite(number):
                writer.WriteNumberValue(number);
                break;
            case decimal number:
                WriteTagged(writer, "Decimal", number.ToString(CultureInfo.InvariantCulture));
                break;
            case DateTimeOffset date:
                WriteTagged(writer, "DateTimeOffset", date.ToString("O", CultureInfo.InvariantCulture));
                break;
            case DateTime date:
                WriteTagged(writer, "DateTime", date.ToString("O", CultureInfo.InvariantCulture));
                break;
            case TimeSpan time:
                WriteTagged(writer, "TimeSpan", time.ToString("c", CultureInfo.InvariantCulture));
                break;
            case Guid guid:
                WriteTagged(writer, "Guid", guid.ToString());
                break;
            case Uri uri:
                WriteTagged(writer, "Uri", uri.OriginalString);
                break;
            case byte[] bytes:
                WriteTagged(writer, "ByteArray", Convert.ToBase64String(bytes));
                break;
            case JsonElement element:
                element.WriteTo(writer);
                break;
            case Stream or Delegate or Type:
                writer.WriteNullValue();
                break;
            default:
                WriteComplex(writer, value);
                break;
        }
    }

    /// <summary>Writes members of a dictionary as an object.</summary>
    public static void WriteMembers<TValue>(Utf8JsonWriter writer, IEnumerable<KeyValuePair<string, TValue>> members)
    {
        writer.WriteStartObject();
        foreach (var (key, value) in members)
        {
            writer.WritePropertyName(key);
            Write(writer, value);
        }

        writer.WriteEndObject();
    }

    /// <summary>Reads what <see cref="Write"/> wrote.</summary>
    public static object? Read(JsonElement element)
    {
        switch (element.ValueKind)
        {
            case JsonValueKind.Object:
                return ReadObject(element);
            case JsonValueKind.Array:
                return element.EnumerateArray().Select(Read).ToList();
            default:
                return LiteralValue.Of(element);
        }
    }

    /// <summary>A value as UTF-8 JSON.</summary>
    public static byte[] ToUtf8(object? value)
    {
        using var stream = new MemoryStream();
        using (var writer = new Utf8JsonWriter(stream))
            Write(writer, value);
        return stream.ToArray();
    }

    private static void WriteComplex(Utf8JsonWriter writer, object value)
    {
        var type = value.GetType();
        if (TypeAliases.AliasOf(type) is { } alias && !typeof(IEnumerable).IsAssignableFrom(type))
        {
            WriteAliased(writer, value, type, alias);
            return;
        }

        switch (value)
        {
            case IEnumerable<KeyValuePair<string, object?>> members:
                WriteMembers(writer, members);
                break;
            case IDictionary map:
                writer.WriteStartObject();
                foreach (DictionaryEntry entry in map)
                {
                    writer.WritePropertyName(Convert.ToString(entry.Key, CultureInfo.InvariantCulture)!);
                    Write(writer, entry.Value);
                }

                writer.WriteEndObject();
                break;
            case IEnumerable items:
                writer.WriteStartArray();
                foreach (var item in items)
                    Write(writer, item);
                writer.WriteEndArray();
                break;
            default:
                JsonSerializer.Serialize(writer, value, type, Options);
                break;
        }
    }

    private static void WriteAliased(Utf8JsonWriter writer, object value, Type type, string alias)
    {
        var json = JsonSerializer.SerializeToElement(value, type, Options);
        if (json.ValueKind != JsonValueKind.Object)
        {
            writer.WriteStartObject();
            writer.WriteString(TypeMember, alias);
            writer.WritePropertyName(ValueMember);
            json.WriteTo(writer);
            writer.WriteEndObject();
            return;
        }

        writer.WriteStartObject();
        foreach (var member in json.EnumerateObject())
            member.WriteTo(writer);
        writer.WriteString(TypeMember, alias);
        writer.WriteEndObject();
    }

    private static void WriteTagged(Utf8JsonWriter writer, string alias, string text)
    {
        writer.WriteStartObject();
        writer.WriteString(TypeMember, alias);
        writer.WriteString(ValueMember, text);
        writer.WriteEndObject();
    }

    // Data from outside may have such a member by chance or malice; an instance must load whatever it was sent.
    private static bool TryReadTyped(JsonElement element, Type type, out object? value)
    {
        try
        {
            value = element.TryGetProperty(ValueMember, out var inner) ? ValueConverter.Convert(inner, type) : element.Deserialize(type, Options);
            return true;
        }
        catch (Exception exception) when (exception is JsonException or ValueConversionException or NotSupportedException)
        {
            value = null;
            return false;
        }
    }

    private static object? ReadObject(JsonElement element)
    {
        if (element.TryGetProperty(TypeMember, out var name) && name.ValueKind == JsonValueKind.String && TypeAliases.Find(name.GetString()) is { } type
            && TryReadTyped(element, type, out var typed))
            return typed;

        IDictionary<string, object?> expando = new System.Dynamic.ExpandoObject();
        foreach (var member in element.EnumerateObject())
            expando[member.Name] = Read(member.Value);
        return expando;
    }
}
