using System.Reflection;

namespace Transcribe.Engine.Authoring;

/// <summary>Base class of editors with computed choices.</summary>
/// <typeparam name="TItem">A choice.</typeparam>
public abstract class OptionsProvider<TItem> : PropertyUIHandlerBase
{
    /// <summary>Whether the designer asks again when a sibling input changes; default false.</summary>
    protected virtual bool RefreshOnChange => false;

    /// <inheritdoc/>
    public sealed override async ValueTask<IDictionary<string, object>> GetUIPropertiesAsync(PropertyInfo propertyInfo, object? context, CancellationToken cancellationToken)
    {
        var (editor, needs) = Describe(await GetItemsAsync(propertyInfo, context, cancellationToken));
        var properties = new Dictionary<string, object>(StringComparer.Ordinal) { [editor] = needs };
        if (RefreshOnChange)
            properties["Refresh"] = true;

        foreach (var (key, value) in GetUIPropertyAdditionalOptions())
            properties[key] = value;

        return properties;
    }

    /// <summary>The choices.</summary>
    protected abstract ValueTask<ICollection<TItem>> GetItemsAsync(PropertyInfo propertyInfo, object? context, CancellationToken cancellationToken);

    /// <summary>More for the designer; default: nothing.</summary>
    protected virtual IDictionary<string, object> GetUIPropertyAdditionalOptions() => new Dictionary<string, object>(StringComparer.Ordinal);

    /// <summary>The editor, and what it needs to show the choices.</summary>
    private protected abstract (string Editor, object Needs) Describe(ICollection<TItem> items);
}
