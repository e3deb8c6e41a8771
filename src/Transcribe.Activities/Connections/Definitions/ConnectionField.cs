using System.ComponentModel;
using System.Globalization;
using System.Reflection;
using System.Text.Json;

namespace Transcribe.Activities.Connections;

/// <summary>One setting of a connection type, as a form needs it.</summary>
/// <param name="Name">The name in JSON and configuration.</param>
/// <param name="Description">One sentence.</param>
/// <param name="Kind"><c>text</c>, <c>lines</c> (of text), <c>number</c>, <c>boolean</c> or <c>choice</c>.</param>
/// <param name="IsSecret">Whether it can be written and never read again.</param>
/// <param name="IsRequired">Whether a connection cannot be without it.</param>
/// <param name="Choices">The values of a choice.</param>
/// <param name="Default">What counts when it is left out; null: nothing.</param>
/// <param name="OnlyFor">The values of the field <c>kind</c> with which it counts; empty: all.</param>
public sealed record ConnectionField(
    string Name, string Description, string Kind, bool IsSecret, bool IsRequired, IReadOnlyList<string> Choices, string? Default, IReadOnlyList<string> OnlyFor);

/// <summary>A field and the property behind it.</summary>
internal sealed record BoundField(ConnectionField Field, PropertyInfo Property)
{
    private Type Type { get; } = Nullable.GetUnderlyingType(Property.PropertyType) ?? Property.PropertyType;

    public static IReadOnlyList<BoundField> Of<TSettings>()
        where TSettings : new()
    {
        var defaults = new TSettings();
        return [.. from property in typeof(TSettings).GetProperties()
                   let setting = property.GetCustomAttribute<SettingAttribute>()
                   where setting is not null
                   select Bind(property, setting, property.GetValue(defaults))];
    }

    /// <summary>Writes the value to its property; answers what is wrong with it, or null.</summary>
    public string? Write(object target, string text)
    {
        try
        {
            Property.SetValue(target, TypeDescriptor.GetConverter(Type).ConvertFrom(null, CultureInfo.InvariantCulture, text));
            return null;
        }
        catch (Exception exception) when (exception is not OutOfMemoryException)
        {
            // Type converters wrap their errors in whatever type they like. The value itself is not repeated: it may be a secret in the wrong place.
            return Field.Kind == "choice" ? $"{Field.Name} must be one of: {string.Join(", ", Field.Choices)}." : $"{Field.Name} must be a {Field.Kind}.";
        }
    }

    private static BoundField Bind(PropertyInfo property, SettingAttribute setting, object? defaultValue)
    {
        var type = Nullable.GetUnderlyingType(property.PropertyType) ?? property.PropertyType;
        var kind = setting.IsMultiline ? "lines" : type.IsEnum ? "choice" : type == typeof(bool) ? "boolean" : type == typeof(string) || type == typeof(Uri) ? "text" : "number";
        return new BoundField(
            new ConnectionField(
                JsonNamingPolicy.CamelCase.ConvertName(property.Name), setting.Description, kind, setting.IsSecret, setting.IsRequired,
                type.IsEnum ? Enum.GetNames(type) : [], Convert.ToString(defaultValue, CultureInfo.InvariantCulture) is { Length: > 0 } text ? text : null,
                setting.OnlyFor),
            property);
    }
}
