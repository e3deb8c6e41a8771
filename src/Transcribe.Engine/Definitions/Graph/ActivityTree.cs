using System.Collections;
using System.Collections.Concurrent;
using System.Reflection;
using Transcribe.Engine.Authoring;

namespace Transcribe.Engine.Definitions;

/// <summary>An activity that holds others in a list.</summary>
public interface IActivityContainer
{
    /// <summary>The activities in order.</summary>
    ICollection<IActivity> Activities { get; }
}

/// <summary>An activity that holds others elsewhere than in properties of activity types, such as the cases of a switch.</summary>
public interface IHoldsActivities
{
    /// <summary>The activities.</summary>
    IEnumerable<IActivity> GetHeldActivities();
}

/// <summary>Finds the activities inside an activity.</summary>
internal static class ActivityTree
{
    private static readonly ConcurrentDictionary<Type, PropertyInfo[]> Properties = new();

    public static IEnumerable<IActivity> ChildrenOf(IActivity activity, ActivityDescriptor descriptor)
    {
        foreach (var property in Properties.GetOrAdd(descriptor.ClrType, FindProperties))
        {
            switch (property.GetValue(activity))
            {
                case IActivity child:
                    yield return child;
                    break;
                case IEnumerable children:
                    foreach (var child in children.OfType<IActivity>())
                        yield return child;
                    break;
            }
        }

        if (activity is IHoldsActivities holder)
        {
            foreach (var held in holder.GetHeldActivities())
                yield return held;
        }
    }

    /// <summary>The properties that hold activities in a list, such as the branches of a fork.</summary>
    public static IEnumerable<PropertyInfo> ListsOf(Type type) =>
        Properties.GetOrAdd(type, FindProperties).Where(property => property.PropertyType == typeof(ICollection<IActivity>));

    private static PropertyInfo[] FindProperties(Type type) =>
        [.. type.GetProperties(BindingFlags.Instance | BindingFlags.Public)
            .Where(property => property.GetIndexParameters().Length == 0
                && property.GetCustomAttribute<NotAChildAttribute>() is null
                && (typeof(IActivity).IsAssignableFrom(property.PropertyType) || typeof(IEnumerable<IActivity>).IsAssignableFrom(property.PropertyType)))];
}

/// <summary>A property that refers to an activity which is a child by another property.</summary>
[AttributeUsage(AttributeTargets.Property)]
internal sealed class NotAChildAttribute : Attribute;
