using System.Collections;
using System.Reflection;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Transcribe.Engine.Server.Studio;

/// <summary>.NET types in TypeScript. The members of our own types are declared; what the platform brings is only named as far as scripts see it as a value.</summary>
internal sealed class TypeScriptTypes
{
    private const string Any = "any";

    private static readonly HashSet<Type> Numbers =
    [
        typeof(byte), typeof(short), typeof(int), typeof(long), typeof(float), typeof(double), typeof(decimal),
    ];

    private readonly Dictionary<Type, string> _known = [];
    private readonly StringBuilder _declarations = new();

    /// <summary>The declarations of all types that were named.</summary>
    public string Declarations => _declarations.ToString();

    /// <summary>The TypeScript type of values of a type.</summary>
    public string Of(Type? type)
    {
        if (type is null)
            return Any;

        return (Nullable.GetUnderlyingType(type) ?? type) switch
        {
            { } number when Numbers.Contains(number) => "number",
            { } boolean when boolean == typeof(bool) => "boolean",
            { } text when text == typeof(string) => "string",
            { } moment when moment == typeof(DateTime) || moment == typeof(DateTimeOffset) => "Date",
            { } any when any == typeof(object) || any == typeof(byte[]) || any == typeof(JsonElement) || typeof(JsonNode).IsAssignableFrom(any) => Any,
            { } dictionary when typeof(IDictionary).IsAssignableFrom(dictionary) || dictionary.Name.Contains("Dictionary", StringComparison.Ordinal) => Any,
            { } list when ItemOf(list) is { } item => $"{Of(item)}[]",
            { IsEnum: true } choice => string.Join(" | ", Enum.GetNames(choice).Select(name => $"'{name}'")),
            { } own when own.Namespace?.StartsWith("System", StringComparison.Ordinal) == false && own is { IsGenericType: false, IsPublic: true } => Declare(own),
            _ => Any,
        };
    }

    private string Declare(Type type)
    {
        if (_known.TryGetValue(type, out var name))
            return name;

        // Named before its members are looked at: types refer to each other.
        name = _known[type] = type.Name;
        var members = type.GetProperties(BindingFlags.Public | BindingFlags.Instance).Where(property => property.GetIndexParameters().Length == 0)
            .Select(property => $"  {property.Name}: {Of(property.PropertyType)};\n");
        _declarations.Append($"declare interface {name} {{\n{string.Concat(members.ToList())}}}\n");
        return name;
    }

    private static Type? ItemOf(Type type) => type.IsArray
        ? type.GetElementType()
        : type.GetInterfaces().Append(type).FirstOrDefault(candidate => candidate.IsGenericType && candidate.GetGenericTypeDefinition() == typeof(IEnumerable<>))?.GenericTypeArguments[0];
}
