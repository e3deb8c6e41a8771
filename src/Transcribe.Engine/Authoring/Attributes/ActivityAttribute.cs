namespace Transcribe.Engine.Authoring;

/// <summary>Names and describes an activity type. The type name (<see cref="Namespace"/> and <see cref="Type"/>) is persisted in every workflow.</summary>
[AttributeUsage(AttributeTargets.Class | AttributeTargets.Interface | AttributeTargets.Method)]
public sealed class ActivityAttribute : Attribute
{
    /// <summary>Everything by property.</summary>
    public ActivityAttribute()
    {
    }

    /// <summary>The namespace is the category too.</summary>
    public ActivityAttribute(string @namespace, string? description = null)
        : this(@namespace, @namespace, description)
    {
    }

    /// <summary>Namespace, palette group and description.</summary>
    public ActivityAttribute(string @namespace, string? category, string? description = null)
    {
        Namespace = @namespace;
        Category = category;
        Description = description;
    }

    /// <summary>Namespace, type and version, description and palette group.</summary>
    public ActivityAttribute(string @namespace, string? type, int version = 1, string? description = null, string? category = null)
        : this(@namespace, category, description)
    {
        Type = type;
        Version = version;
    }

    /// <summary>The prefix of the type name; default: the class's namespace.</summary>
    public string? Namespace { get; set; }

    /// <summary>The rest of the type name; default: the class's name.</summary>
    public string? Type { get; set; }

    /// <summary>The version of the activity type; default 1.</summary>
    public int Version { get; set; } = 1;

    /// <summary>One sentence for the designer.</summary>
    public string? Description { get; set; }

    /// <summary>The name in the designer; default: the class's name in words.</summary>
    public string? DisplayName { get; set; }

    /// <summary>The group in the designer's palette.</summary>
    public string? Category { get; set; }

    /// <summary>How it runs; default <see cref="ActivityKind.Action"/>.</summary>
    public ActivityKind Kind { get; set; } = ActivityKind.Action;

    /// <summary>Whether a <see cref="ActivityKind.Task"/> runs in the background by default.</summary>
    public bool RunAsynchronously { get; set; }
}
