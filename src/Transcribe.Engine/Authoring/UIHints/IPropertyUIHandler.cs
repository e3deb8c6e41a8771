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

/// <summary>One choice.</summary>
/// <param name="Text">What is shown.</param>
/// <param name="Value">What is stored.</param>
public sealed record SelectListItem(string Text, string Value);

/// <summary>The choices of a list.</summary>
/// <param name="Items">The choices in order.</param>
/// <param name="IsFlagsEnum">Whether several may be chosen into one value.</param>
public sealed record SelectList(ICollection<SelectListItem> Items, bool IsFlagsEnum = false);

/// <summary>What a drop-down needs.</summary>
public sealed class DropDownProps
{
    /// <summary>The choices.</summary>
    public SelectList? SelectList { get; set; }
}

/// <summary>Base class of drop-downs with computed choices.</summary>
public abstract class DropDownOptionsProviderBase : IPropertyUIHandler
{
    /// <inheritdoc/>
    public virtual float Priority => 0;

    /// <summary>Whether the designer asks again when a sibling input changes; default false.</summary>
    protected virtual bool RefreshOnChange => false;

    /// <inheritdoc/>
    public async ValueTask<IDictionary<string, object>> GetUIPropertiesAsync(PropertyInfo propertyInfo, object? context, CancellationToken cancellationToken)
    {
        var items = await GetItemsAsync(propertyInfo, context, cancellationToken);
        var properties = new Dictionary<string, object>(StringComparer.Ordinal)
        {
            [InputUIHints.DropDown] = new DropDownProps { SelectList = new SelectList(items) },
        };
        if (RefreshOnChange)
            properties["Refresh"] = true;

        foreach (var (key, value) in GetUIPropertyAdditionalOptions())
            properties[key] = value;

        return properties;
    }

    /// <summary>The choices.</summary>
    protected abstract ValueTask<ICollection<SelectListItem>> GetItemsAsync(PropertyInfo propertyInfo, object? context, CancellationToken cancellationToken);

    /// <summary>More for the designer; default: nothing.</summary>
    protected virtual IDictionary<string, object> GetUIPropertyAdditionalOptions() => new Dictionary<string, object>(StringComparer.Ordinal);
}
