using Transcribe.Engine.Authoring;

namespace Transcribe.Engine.Definitions;

/// <summary>What is known of an activity type: for the designer, and for building activities from definitions.</summary>
public sealed class ActivityDescriptor
{
    /// <summary>The type name in definitions.</summary>
    public required string TypeName { get; init; }

    /// <summary>The type name without its namespace.</summary>
    public required string Name { get; init; }

    /// <summary>The prefix of the type name.</summary>
    public string? Namespace { get; init; }

    /// <summary>The version of the type.</summary>
    public int Version { get; init; } = 1;

    /// <summary>The group in the palette.</summary>
    public required string Category { get; set; }

    /// <summary>The name in the designer.</summary>
    public required string DisplayName { get; set; }

    /// <summary>One sentence for the designer.</summary>
    public string? Description { get; set; }

    /// <summary>How it runs.</summary>
    public ActivityKind Kind { get; init; }

    /// <summary>Whether the designer offers it.</summary>
    public bool IsBrowsable { get; set; } = true;

    /// <summary>Whether it holds other activities in a list.</summary>
    public bool IsContainer { get; init; }

    /// <summary>Whether flowcharts start at it.</summary>
    public bool IsStart { get; init; }

    /// <summary>Whether its completion completes its container.</summary>
    public bool IsTerminal { get; init; }

    /// <summary>Whether a task runs in the background by default.</summary>
    public bool RunAsynchronously { get; init; }

    /// <summary>The class.</summary>
    public required Type ClrType { get; init; }

    /// <summary>The inputs by place; the place is what compiled inputs refer to.</summary>
    public IReadOnlyList<InputDescriptor> Inputs { get; init; } = [];

    /// <summary>The outputs.</summary>
    public IReadOnlyList<OutputDescriptor> Outputs { get; init; } = [];

    /// <summary>The ports: outcomes and embedded activities.</summary>
    public IReadOnlyList<Port> Ports { get; init; } = [];

    /// <summary>The outcomes by which it says that it could not do its work.</summary>
    public IReadOnlyList<string> FailureOutcomes { get; init; } = [];

    /// <summary>What else designers are told of the type; their names for it.</summary>
    public IReadOnlyDictionary<string, object> CustomProperties { get; set; } = new Dictionary<string, object>();

    /// <summary>What designers put into each new activity of the type.</summary>
    public IReadOnlyDictionary<string, object> ConstructionProperties { get; set; } = new Dictionary<string, object>();

    /// <summary>Makes an activity of the type.</summary>
    public required Func<IActivity> Constructor { get; init; }
}

/// <summary>An input of an activity type.</summary>
public sealed class InputDescriptor
{
    /// <summary>The technical name.</summary>
    public required string Name { get; init; }

    /// <summary>The type of the value.</summary>
    public required Type Type { get; init; }

    /// <summary>Whether it is an expression (<see cref="Input{T}"/>) and not a raw value.</summary>
    public bool IsWrapped { get; init; } = true;

    /// <summary>What the author said about it.</summary>
    public required InputAttribute Attribute { get; init; }

    /// <summary>The property; of a synthetic input one that says nothing.</summary>
    public required System.Reflection.PropertyInfo Property { get; init; }

    /// <summary>Whether it is kept in the activity's synthetic properties, under its name.</summary>
    public bool IsSynthetic { get; init; }

    /// <summary>The type of what an activity holds: an <see cref="Input{T}"/>, or the raw value's.</summary>
    public Type PropertyType => IsSynthetic ? typeof(Input<>).MakeGenericType(Type) : Property.PropertyType;

    /// <summary>Whether its value stays out of state and journal.</summary>
    public bool CanContainSecrets => Attribute.CanContainSecrets;

    /// <summary>Whether it is evaluated before each execution.</summary>
    public bool AutoEvaluate => Attribute.AutoEvaluate;

    /// <summary>The value when a definition has none.</summary>
    public object? DefaultValue { get; init; }

    /// <summary>An input that has no property: it is kept in the activity's synthetic properties.</summary>
    /// <param name="name">The technical name.</param>
    /// <param name="type">The type of the value.</param>
    /// <param name="attribute">More about it; null: nothing.</param>
    public static InputDescriptor Synthetic(string name, Type type, InputAttribute? attribute = null) => new()
    {
        Name = name, Type = type, Attribute = attribute ?? new InputAttribute(), Property = SyntheticValues.Nowhere, IsSynthetic = true, DefaultValue = attribute?.DefaultValue,
    };

    /// <summary>Reads it from an activity.</summary>
    public object? Read(IActivity activity) =>
        IsSynthetic ? activity.SyntheticProperties.TryGetValue(Name, out var value) ? value : null : Property.GetValue(activity);

    /// <summary>Writes it to an activity.</summary>
    public void Write(IActivity activity, object? value)
    {
        if (IsSynthetic)
            activity.SyntheticProperties[Name] = value!;
        else
            Property.SetValue(activity, value);
    }
}

/// <summary>An output of an activity type.</summary>
public sealed class OutputDescriptor
{
    /// <summary>The technical name.</summary>
    public required string Name { get; init; }

    /// <summary>The type of the value.</summary>
    public required Type Type { get; init; }

    /// <summary>What the author said about it.</summary>
    public required OutputAttribute Attribute { get; init; }

    /// <summary>The property; of a synthetic output one that says nothing.</summary>
    public required System.Reflection.PropertyInfo Property { get; init; }

    /// <summary>Whether it is kept in the activity's synthetic properties, under its name.</summary>
    public bool IsSynthetic { get; init; }

    /// <summary>The type of what an activity holds: an <see cref="Output"/>.</summary>
    public Type PropertyType => IsSynthetic ? typeof(Output<>).MakeGenericType(Type) : Property.PropertyType;

    /// <summary>An output that has no property: it is kept in the activity's synthetic properties.</summary>
    /// <param name="name">The technical name.</param>
    /// <param name="type">The type of the value.</param>
    /// <param name="attribute">More about it; null: nothing.</param>
    public static OutputDescriptor Synthetic(string name, Type type, OutputAttribute? attribute = null) => new()
    {
        Name = name, Type = type, Attribute = attribute ?? new OutputAttribute(), Property = SyntheticValues.Nowhere, IsSynthetic = true,
    };

    /// <summary>Reads it from an activity.</summary>
    public Output? Read(IActivity activity) =>
        (IsSynthetic ? activity.SyntheticProperties.TryGetValue(Name, out var value) ? value : null : Property.GetValue(activity)) as Output;

    /// <summary>Writes it to an activity.</summary>
    public void Write(IActivity activity, Output output)
    {
        if (IsSynthetic)
            activity.SyntheticProperties[Name] = output;
        else
            Property.SetValue(activity, output);
    }
}

/// <summary>Values without a property of their own.</summary>
internal static class SyntheticValues
{
    /// <summary>Attributes are looked up on this property, which has none.</summary>
    public static System.Reflection.PropertyInfo Nowhere { get; } = typeof(IActivity).GetProperty(nameof(IActivity.SyntheticProperties))!;
}

/// <summary>What a port stands for.</summary>
public enum PortType
{
    /// <summary>An activity inside the activity.</summary>
    Embedded,

    /// <summary>An outcome that a flowchart follows.</summary>
    Flow,
}

/// <summary>A port of an activity type.</summary>
/// <param name="Name">The technical name.</param>
/// <param name="DisplayName">The label.</param>
/// <param name="Type">What it stands for.</param>
/// <param name="IsBrowsable">Whether the designer shows it.</param>
public sealed record Port(string Name, string DisplayName, PortType Type, bool IsBrowsable = true);
