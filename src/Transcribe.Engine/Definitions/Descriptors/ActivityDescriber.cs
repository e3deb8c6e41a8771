using System.ComponentModel;
using System.Reflection;
using Transcribe.Engine.Authoring;

namespace Transcribe.Engine.Definitions;

/// <summary>Reads the descriptor of an activity type off its class.</summary>
public static class ActivityDescriber
{
    /// <summary>The descriptor of <paramref name="type"/>.</summary>
    public static ActivityDescriptor Describe(Type type)
    {
        var attribute = type.GetCustomAttribute<ActivityAttribute>(inherit: false) ?? new ActivityAttribute();
        var typeName = ActivityTypeNames.Of(type);
        var prefix = ActivityTypeNames.NamespaceOf(type);
        var name = prefix is null ? typeName : typeName[(prefix.Length + 1)..];
        var properties = type.GetProperties(BindingFlags.Instance | BindingFlags.Public);

        return new ActivityDescriptor
        {
            TypeName = typeName,
            Name = name,
            Namespace = prefix,
            Version = attribute.Version,
            Category = type.GetCustomAttribute<CategoryAttribute>()?.Category ?? attribute.Category ?? LastPart(prefix) ?? "Miscellaneous",
            DisplayName = type.GetCustomAttribute<DisplayNameAttribute>()?.DisplayName ?? attribute.DisplayName ?? Words.Of(name),
            Description = type.GetCustomAttribute<DescriptionAttribute>()?.Description ?? attribute.Description,
            Kind = typeof(ITrigger).IsAssignableFrom(type) ? ActivityKind.Trigger : attribute.Kind,
            IsBrowsable = type.GetCustomAttribute<BrowsableAttribute>()?.Browsable ?? true,
            IsContainer = typeof(IActivityContainer).IsAssignableFrom(type),
            IsStart = typeof(IStartNode).IsAssignableFrom(type),
            IsTerminal = typeof(ITerminalNode).IsAssignableFrom(type),
            RunAsynchronously = attribute.RunAsynchronously,
            ClrType = type,
            Inputs = [.. properties.Select(DescribeInput).OfType<InputDescriptor>()],
            Outputs = [.. properties.Where(IsOutput).Select(property => DescribeOutput(type, property))],
            Ports = [.. FlowPorts(type), .. properties.Where(IsEmbedded).Select(DescribePort)],
            FailureOutcomes = type.GetCustomAttribute<FailureOutcomesAttribute>()?.Outcomes ?? [],
            Constructor = ConstructorOf(type),
        };
    }

    private static InputDescriptor? DescribeInput(PropertyInfo property)
    {
        var isWrapped = typeof(Input).IsAssignableFrom(property.PropertyType);
        var attribute = property.GetCustomAttribute<InputAttribute>();
        if (!isWrapped && attribute is null)
            return null;

        attribute ??= new InputAttribute();
        return new InputDescriptor
        {
            Name = attribute.Name ?? property.Name,
            Type = isWrapped ? property.PropertyType.GetGenericArguments()[0] : property.PropertyType,
            IsWrapped = isWrapped,
            Attribute = attribute,
            Property = property,
            DefaultValue = DefaultOf(property, attribute),
        };
    }

    private static object? DefaultOf(PropertyInfo property, InputAttribute attribute) =>
        attribute.DefaultValueProvider is { } provider
            ? ((IActivityPropertyDefaultValueProvider)Activator.CreateInstance(provider)!).GetDefaultValue(property)
            : attribute.DefaultValue;

    private static bool IsOutput(PropertyInfo property) => typeof(Output).IsAssignableFrom(property.PropertyType);

    private static OutputDescriptor DescribeOutput(Type type, PropertyInfo property)
    {
        var attribute = property.Name == "Result" && type.GetCustomAttribute<OutputAttribute>() is { } onClass
            ? onClass
            : property.GetCustomAttribute<OutputAttribute>() ?? new OutputAttribute();

        return new OutputDescriptor
        {
            Name = Words.Pascal(attribute.Name ?? property.Name),
            Type = property.PropertyType.IsGenericType ? property.PropertyType.GetGenericArguments()[0] : typeof(object),
            Attribute = attribute,
            Property = property,
        };
    }

    private static bool IsEmbedded(PropertyInfo property) => typeof(IActivity).IsAssignableFrom(property.PropertyType);

    private static Port DescribePort(PropertyInfo property)
    {
        var attribute = property.GetCustomAttribute<PortAttribute>();
        var name = attribute?.Name ?? property.Name;
        return new Port(name, attribute?.DisplayName ?? name, PortType.Embedded, attribute is not null);
    }

    private static IEnumerable<Port> FlowPorts(Type type) =>
        type.GetCustomAttribute<FlowNodeAttribute>()?.Outcomes.Select(outcome => new Port(outcome, outcome, PortType.Flow)) ?? [];

    private static Func<IActivity> ConstructorOf(Type type)
    {
        var constructor = type.GetConstructors().FirstOrDefault(candidate => candidate.GetParameters().All(parameter => parameter.IsOptional));
        if (constructor is null || type.IsAbstract)
            return () => throw new InvalidOperationException($"The activity class {type.FullName} has no constructor without required parameters.");

        // Caller information is for code; an activity of a definition has no source file.
        var arguments = constructor.GetParameters().Select(parameter => parameter.Name is "source" or "line" ? null : parameter.DefaultValue).ToArray();
        return () => (IActivity)constructor.Invoke(arguments);
    }

    private static string? LastPart(string? prefix) => prefix?[(prefix.LastIndexOf('.') + 1)..];
}

/// <summary>Computes the default of an input when its type is described.</summary>
public interface IActivityPropertyDefaultValueProvider
{
    /// <summary>The default of <paramref name="property"/>.</summary>
    object GetDefaultValue(PropertyInfo property);
}
