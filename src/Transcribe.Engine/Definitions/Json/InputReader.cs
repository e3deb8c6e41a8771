using System.Text.Json;
using Transcribe.Engine.Authoring;
using Transcribe.Engine.Values;

namespace Transcribe.Engine.Definitions;

/// <summary>Builds inputs from their JSON: the full wrapper, or a bare value as a literal.</summary>
internal static class InputReader
{
    /// <summary>The input; null: it has no value.</summary>
    /// <exception cref="JsonException">The wrapper is broken.</exception>
    public static Input? Read(InputDescriptor descriptor, JsonElement json, Action<string> warn)
    {
        if (json.ValueKind == JsonValueKind.Null)
            return null;

        var isWrapper = json.ValueKind == JsonValueKind.Object
            && (json.Member("expression") is not null || json.Member("typeName") is not null || json.Member("memoryReference") is not null);
        return isWrapper ? ReadWrapper(descriptor, json, warn) : Make(descriptor, Expression.LiteralExpression(json));
    }

    private static Input? ReadWrapper(InputDescriptor descriptor, JsonElement json, Action<string> warn)
    {
        if (json.Member("expression") is not { } expression)
            return null;

        if (expression.ValueKind != JsonValueKind.Object || expression.Text("type") is not { } type)
            throw new JsonException("The expression has no 'type', the name of its language.");

        if (json.Text("typeName") is null)
            warn($"It has no 'typeName'. Here it is read as {TypeAliases.AliasOf(descriptor.Type) ?? descriptor.Type.Name}; an upstream server takes it for empty.");

        return Make(descriptor, new Expression(type, expression.Member("value")));
    }

    private static Input Make(InputDescriptor descriptor, Expression expression) =>
        (Input)Activator.CreateInstance(descriptor.PropertyType, expression)!;
}
