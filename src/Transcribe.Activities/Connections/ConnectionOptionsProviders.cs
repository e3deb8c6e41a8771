using System.Reflection;
using Transcribe.Activities.Deliver.Storage;

namespace Transcribe.Activities.Connections;

/// <summary>Lists the connections to transcribe.so in the designer.</summary>
public sealed class TranscribeConnectionOptionsProvider(ITranscribeConnections connections) : DropDownOptionsProviderBase
{
    /// <inheritdoc/>
    protected override ValueTask<ICollection<SelectListItem>> GetItemsAsync(PropertyInfo propertyInfo, object? context, CancellationToken cancellationToken) =>
        new(connections.ToItems());
}

/// <summary>Lists the connections to transcribe.so in the designer, and the one that submitted the job.</summary>
public sealed class JobConnectionOptionsProvider(ITranscribeConnections connections) : DropDownOptionsProviderBase
{
    /// <inheritdoc/>
    protected override ValueTask<ICollection<SelectListItem>> GetItemsAsync(PropertyInfo propertyInfo, object? context, CancellationToken cancellationToken) =>
        new([new SelectListItem("(the job's own)", string.Empty), .. connections.ToItems()]);
}

/// <summary>Lists the storages in the designer.</summary>
public sealed class StorageConnectionOptionsProvider(IStorageTargets storages) : DropDownOptionsProviderBase
{
    /// <inheritdoc/>
    protected override ValueTask<ICollection<SelectListItem>> GetItemsAsync(PropertyInfo propertyInfo, object? context, CancellationToken cancellationToken) =>
        new(storages.ToItems());
}

internal static class ConnectionItems
{
    public static ICollection<SelectListItem> ToItems(this IConnectionCatalog catalog) =>
        [.. catalog.Names.OrderBy(name => name != ConnectionNames.Default).ThenBy(name => name, StringComparer.Ordinal).Select(name => new SelectListItem(name, name))];
}
