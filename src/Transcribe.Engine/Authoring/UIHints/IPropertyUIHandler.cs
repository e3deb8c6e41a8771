using System.Reflection;

namespace Transcribe.Engine.Authoring;

/// <summary>Gives the designer more about an input, such as its choices.</summary>
public interface IPropertyUIHandler
{
    /// <summary>The order among handlers of one input, ascending; later ones win.</summary>
    float Priority { get; }

    /// <summary>What the designer should know of <paramref name="propertyInfo"/>; <paramref name="context"/> holds the sibling inputs, if it sent them.</summary>
    ValueTask<IDictionary<string, object>> GetUIPropertiesAsync(PropertyInfo propertyInfo, object? context, CancellationToken cancellationToken);
}

/// <summary>Base class of handlers that come in no particular order.</summary>
public abstract class PropertyUIHandlerBase : IPropertyUIHandler
{
    /// <inheritdoc/>
    public virtual float Priority => 0;

    /// <inheritdoc/>
    public abstract ValueTask<IDictionary<string, object>> GetUIPropertiesAsync(PropertyInfo propertyInfo, object? context, CancellationToken cancellationToken);
}
