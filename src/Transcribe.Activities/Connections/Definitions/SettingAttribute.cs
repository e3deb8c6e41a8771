namespace Transcribe.Activities.Connections;

/// <summary>Makes a property one setting of a connection, with what people need to know to fill it in.</summary>
/// <param name="description">One sentence.</param>
[AttributeUsage(AttributeTargets.Property)]
public sealed class SettingAttribute(string description) : Attribute
{
    /// <summary>One sentence.</summary>
    public string Description { get; } = description;

    /// <summary>Whether it can be written and never read again.</summary>
    public bool IsSecret { get; set; }

    /// <summary>Whether a connection cannot be without it.</summary>
    public bool IsRequired { get; set; }

    /// <summary>Whether it has several lines, as keys in PEM form do.</summary>
    public bool IsMultiline { get; set; }

    /// <summary>The values of the setting <c>kind</c> with which it counts. Default: all.</summary>
    public string[] OnlyFor { get; set; } = [];
}
