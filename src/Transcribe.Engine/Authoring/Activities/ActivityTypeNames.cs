using System.Collections.Concurrent;
using System.Reflection;

namespace Transcribe.Engine.Authoring;

/// <summary>How the name of an activity type follows from its class and attribute.</summary>
internal static class ActivityTypeNames
{
    private static readonly ConcurrentDictionary<Type, string> Names = new();

    public static string Of(Type type) => Names.GetOrAdd(type, Compose);

    /// <summary>The attribute's namespace wins over the class's; a class without either has a bare name.</summary>
    public static string? NamespaceOf(Type type) => type.GetCustomAttribute<ActivityAttribute>(inherit: false)?.Namespace ?? type.Namespace;

    private static string Compose(Type type)
    {
        var name = type.GetCustomAttribute<ActivityAttribute>(inherit: false)?.Type ?? SimpleName(type);
        var prefix = NamespaceOf(type);
        return string.IsNullOrEmpty(prefix) ? name : $"{prefix}.{name}";
    }

    private static string SimpleName(Type type) =>
        type.IsGenericType
            ? $"{type.Name[..type.Name.IndexOf('`')]}<{string.Join(',', type.GetGenericArguments().Select(SimpleName))}>"
            : type.Name;
}
