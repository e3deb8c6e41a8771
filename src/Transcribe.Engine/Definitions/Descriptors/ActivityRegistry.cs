using System.Collections.Concurrent;
using System.Collections.Frozen;
using System.Reflection;
using Transcribe.Engine.Activities;
using Transcribe.Engine.Authoring;

namespace Transcribe.Engine.Definitions;

/// <summary>The activity types that definitions can use.</summary>
public sealed class ActivityRegistry
{
    private readonly ConcurrentDictionary<(string TypeName, int Version), ActivityDescriptor> _descriptors = new();
    private readonly ConcurrentDictionary<Type, ActivityDescriptor> _byClass = new();
    private readonly ConcurrentDictionary<(string TypeName, int Version), ActivityDescriptor> _provided = new();
    private volatile FrozenDictionary<(string TypeName, int Version), ActivityDescriptor> _definitions = FrozenDictionary<(string TypeName, int Version), ActivityDescriptor>.Empty;

    private readonly IActivityDescriptorModifier[] _modifiers;

    /// <summary>A registry of these classes.</summary>
    /// <param name="activityTypes">The classes.</param>
    /// <param name="modifiers">What changes descriptors; null: nothing.</param>
    public ActivityRegistry(IEnumerable<Type> activityTypes, IEnumerable<IActivityDescriptorModifier>? modifiers = null)
    {
        _modifiers = [.. modifiers ?? []];
        foreach (var type in activityTypes)
            Add(type);
    }

    /// <summary>All types, each in all its versions.</summary>
    public IReadOnlyCollection<ActivityDescriptor> Descriptors => [.. _descriptors.Values, .. _definitions.Values];

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

    /// <summary>Adds a type that is known only at run time.</summary>
    public void Add(ActivityDescriptor descriptor)
    {
        Modify(descriptor);
        _descriptors[(descriptor.TypeName, descriptor.Version)] = descriptor;
        _provided[(descriptor.TypeName, descriptor.Version)] = descriptor;
    }

    /// <summary>The descriptor of a type name and version; null when there is none.</summary>
    public ActivityDescriptor? Find(string typeName, int version = 1) => 
        _descriptors.GetValueOrDefault((typeName, version)) ?? _definitions.GetValueOrDefault((typeName, version));

    /// <summary>The descriptor of an activity.</summary>
    internal ActivityDescriptor DescriptorOf(IActivity activity) =>
        activity is WorkflowDefinitionActivity nested ? nested.Descriptor
        : _provided.TryGetValue((activity.Type, activity.Version), out var provided) ? provided
        : DescriptorOf(activity.GetType());

    /// <summary>Sets the workflows that can be used as activities; a class of the same name comes first.</summary>
    internal void SetDefinitions(IEnumerable<ActivityDescriptor> descriptors) =>
        _definitions = descriptors.Select(Modify).DistinctBy(descriptor => (descriptor.TypeName, descriptor.Version)).ToFrozenDictionary(descriptor => (descriptor.TypeName, descriptor.Version));

    /// <summary>The descriptor of a class, registered or not.</summary>
    public ActivityDescriptor DescriptorOf(Type type) => _byClass.GetOrAdd(type, Describe);

    private ActivityDescriptor Describe(Type type) => Modify(ActivityDescriber.Describe(type));

    private ActivityDescriptor Modify(ActivityDescriptor descriptor)
    {
        foreach (var modifier in _modifiers)
            modifier.Modify(descriptor);
        return descriptor;
    }
}
