namespace Transcribe.Engine.Authoring;

/// <summary>Describes an input to the engine and the designer.</summary>
[AttributeUsage(AttributeTargets.Property | AttributeTargets.Parameter)]
public sealed class InputAttribute : Attribute
{
    /// <summary>The technical name; default: the property's name.</summary>
    public string? Name { get; set; }

    /// <summary>The label; default: the name in words.</summary>
    public string? DisplayName { get; set; }

    /// <summary>One sentence for the designer.</summary>
    public string? Description { get; set; }

    /// <summary>The group of the input.</summary>
    public string? Category { get; set; }

    /// <summary>The editor, one of <see cref="InputUIHints"/>; default: by type.</summary>
    public string? UIHint { get; set; }

    /// <summary>Fixed choices of a drop-down.</summary>
    public object? Options { get; set; }

    /// <summary>The place among the inputs, ascending; default 0.</summary>
    public float Order { get; set; }

    /// <summary>The value when a definition has none.</summary>
    public object? DefaultValue { get; set; }

    /// <summary>An <c>IActivityPropertyDefaultValueProvider</c> that computes the default.</summary>
    public Type? DefaultValueProvider { get; set; }

    /// <summary>The expression type that the designer offers first.</summary>
    public string? DefaultSyntax { get; set; }

    /// <summary>The expression types that the designer offers; null: all.</summary>
    public string[]? SupportedSyntaxes { get; set; }

    /// <summary>Whether the designer shows it without editing.</summary>
    public bool IsReadOnly { get; set; }

    /// <summary>Whether the designer shows it; default true.</summary>
    public bool IsBrowsable { get; set; } = true;

    /// <summary>Whether it is evaluated before each execution; default true.</summary>
    public bool AutoEvaluate { get; set; } = true;

    /// <summary>An own evaluator of this input.</summary>
    public Type? EvaluatorType { get; set; }

    /// <summary>Whether its value may be persisted; default true.</summary>
    public bool IsSerializable { get; set; } = true;

    /// <summary>Whether its value is kept out of state, journal and records.</summary>
    public bool CanContainSecrets { get; set; }

    /// <summary>An <see cref="IPropertyUIHandler"/> that gives the designer more, such as choices.</summary>
    public Type? UIHandler { get; set; }

    /// <summary>Several of <see cref="UIHandler"/>.</summary>
    public Type[]? UIHandlers { get; set; }
}

/// <summary>Describes an output to the engine and the designer; on a class it describes <c>Result</c>.</summary>
[AttributeUsage(AttributeTargets.Property | AttributeTargets.Class | AttributeTargets.Method | AttributeTargets.ReturnValue)]
public sealed class OutputAttribute : Attribute
{
    /// <summary>The technical name; default: the property's name.</summary>
    public string? Name { get; set; }

    /// <summary>The label; default: the name in words.</summary>
    public string? DisplayName { get; set; }

    /// <summary>One sentence for the designer.</summary>
    public string? Description { get; set; }

    /// <summary>Whether the designer shows it; default true.</summary>
    public bool IsBrowsable { get; set; } = true;

    /// <summary>Whether its value may be persisted; default true.</summary>
    public bool IsSerializable { get; set; } = true;
}

/// <summary>Makes an embedded activity a port that the designer shows.</summary>
[AttributeUsage(AttributeTargets.Property)]
public sealed class PortAttribute : Attribute
{
    /// <summary>A port under its technical name; default: the property's name.</summary>
    public PortAttribute(string? name = null) => Name = name;

    /// <summary>A port under its technical name, with a label.</summary>
    public PortAttribute(string name, string displayName)
        : this(name) => DisplayName = displayName;

    /// <summary>The technical name; default: the property's name.</summary>
    public string? Name { get; set; }

    /// <summary>The label; default: the name.</summary>
    public string? DisplayName { get; set; }
}

/// <summary>The outcomes of an activity, each a port in a flowchart. Without it there is one: <c>Done</c>.</summary>
[AttributeUsage(AttributeTargets.Class)]
public sealed class FlowNodeAttribute(params string[] outcomes) : Attribute
{
    /// <summary>The outcomes in the designer's order.</summary>
    public string[] Outcomes { get; } = outcomes;
}

/// <summary>Leaves a property of a payload out of the hash by which stimuli are matched.</summary>
[AttributeUsage(AttributeTargets.Property)]
public sealed class ExcludeFromHashAttribute : Attribute;
