using System.Collections.Concurrent;
using System.Reflection;
using Transcribe.Engine.Authoring;

namespace Transcribe.Engine.Execution;

/// <summary>Turns callbacks into method names and back: a name is what survives a suspension.</summary>
internal static class Callbacks
{
    private static readonly ConcurrentDictionary<(Type, string), MethodInfo?> Methods = new();

    /// <summary>The name of a callback's method.</summary>
    /// <exception cref="ArgumentException">It is a lambda or local function, which no later process could find.</exception>
    public static string NameOf(Delegate callback)
    {
        var name = callback.Method.Name;
        return name.Contains('<')
            ? throw new ArgumentException($"A callback must be a named method of its activity, not a lambda or local function ({name}): only its name survives a suspension.", nameof(callback))
            : name;
    }

    /// <summary>The method of <paramref name="activity"/> or its base classes, as a delegate on it.</summary>
    /// <exception cref="MissingMethodException">The class has no such method any more.</exception>
    public static T Resolve<T>(IActivity activity, string name)
        where T : Delegate
    {
        var method = Methods.GetOrAdd((activity.GetType(), name), static key => Find(key.Item1, key.Item2))
            ?? throw new MissingMethodException($"The activity '{activity.Type}' has no method '{name}', which a waiting instance needs to go on. Was it renamed?");

        return method.IsStatic ? method.CreateDelegate<T>() : method.CreateDelegate<T>(activity);
    }

    private static MethodInfo? Find(Type type, string name)
    {
        const BindingFlags Own = BindingFlags.Instance | BindingFlags.Static | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.DeclaredOnly;
        for (var current = type; current is not null; current = current.BaseType!)
        {
            if (current.GetMethod(name, Own) is { } method)
                return method;
        }

        return null;
    }
}
