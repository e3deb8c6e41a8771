using Transcribe.Engine.Values;

namespace Transcribe.Engine.Server.Studio;

/// <summary>The names of value types in the designer: their aliases where they have one, as in definitions.</summary>
internal static class TypeNames
{
    public static string Of(Type type)
    {
        if (TypeAliases.AliasOf(type) is { } alias)
            return alias;

        if (Nullable.GetUnderlyingType(type) is { } inner)
            return $"{Of(inner)}?";

        if (type.IsArray)
            return $"{Of(type.GetElementType()!)}[]";

        if (type is { IsGenericType: true, GenericTypeArguments: [var item] } && TypeAliases.AliasOf(item) is { } itemAlias)
            return $"{type.Name[..type.Name.IndexOf('`')].TrimStart('I').Replace("Collection", "List")}<{itemAlias}>";

        return $"UnregisteredClrType:{type.FullName}, {type.Assembly.GetName().Name}";
    }
}
