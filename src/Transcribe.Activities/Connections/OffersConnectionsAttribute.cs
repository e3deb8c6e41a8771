namespace Transcribe.Activities.Connections;

/// <summary>Says of a dropdown that it offers connections: publishing checks that what a workflow chose is there.</summary>
/// <param name="type">One of <see cref="ConnectionTypes"/>.</param>
[AttributeUsage(AttributeTargets.Class)]
public sealed class OffersConnectionsAttribute(string type) : Attribute
{
    /// <summary>One of <see cref="ConnectionTypes"/>.</summary>
    public string Type { get; } = type;

    /// <summary>Whether an empty choice means something else than <see cref="ConnectionNames.Default"/>.</summary>
    public bool MayBeEmpty { get; set; }
}
