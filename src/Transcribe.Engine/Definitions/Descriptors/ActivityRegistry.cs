using System.Collections.Concurrent;
using System.Reflection;
using Transcribe.Engine.Authoring;

namespace Transcribe.Engine.Definitions;

/// <summary>The activity types that definitions can use.</summary>
public sealed class ActivityRegistry
{
    private readonly ConcurrentDictionary<(string TypeName, int Version), ActivityDescriptor> _descriptors = new();
    private readonly ConcurrentDictionary<Type, ActivityDescriptor> _byClass = new();

    /// <summary>A registry of these classes.</summary>
    public ActivityRegistry(IEnumerable<Type> activityTypes)
    {
        foreach (var type in activityTypes)
            Add(type);
    }

    /// <summary>All types.</summary>
    public IReadOnlyCollection<ActivityDescriptor> Descriptors => (IReadOnlyCollection<ActivityDescriptor>)_descriptors.Values;

    /// <summary>The activity classes of an assembly that definitions can use: concrete, and made without arguments.</summary>
    public static IEnumerable<Type> TypesOf(Assembly assembly) =>
        assembly.GetExportedTypes().Where(type => type is { IsClass: true, IsAbstract: false, IsGenericTypeDefinition: false }
            && typeof(IActivity).IsAssignableFrom(type)
            && type.GetConstructors().Any(constructor => constructor.GetParameters().All(parameter => parameter.IsOptional)));

    /// <summary>Adds a class.</summary>
    public ActivityDescriptor Add(Type type)
    {
        var descriptor = DescriptorOf(type);
        _descriptors[(descriptor.TypeName, descriptor.Version)] = descriptor;
        return descriptor;
    }

    /// <summary>The descriptor of a type name and version; null when there is none.</summary>
    public ActivityDescriptor? Find(string typeName, int version = 1) => _descriptors.GetValueOrDefault((typeName, version));

    /// <summary>The descriptor of a class, registered or not.</summary>
    public ActivityDescriptor DescriptorOf(Type type) => _byClass.GetOrAdd(type, ActivityDescriber.Describe);
}
