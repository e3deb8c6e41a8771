using System.Reflection;

namespace Transcribe.Activities.Connections;

/// <summary>Lists the connections of one type in the designer, the one named <c>default</c> first.</summary>
public abstract class ConnectionOptionsProvider : DropDownOptionsProviderBase
{
    private readonly IConnectionNames _names;
    private readonly OffersConnectionsAttribute _offer;

    private protected ConnectionOptionsProvider(IConnectionNames names) =>
        (_names, _offer) = (names, GetType().GetCustomAttribute<OffersConnectionsAttribute>()!);

    // An empty list would leave its reader alone: a workflow is drawn before its connection is made.
    private const string NoneText = "(none yet: make one under Connections)";

    /// <summary>What an empty choice means; null: there is none.</summary>
    private protected virtual string? EmptyText => null;

    /// <inheritdoc/>
    protected override ValueTask<ICollection<SelectListItem>> GetItemsAsync(PropertyInfo propertyInfo, object? context, CancellationToken cancellationToken)
    {
        List<SelectListItem> items = [.. _names.NamesOf(_offer.Type)
            .OrderBy(name => name != ConnectionNames.Default).ThenBy(name => name, StringComparer.Ordinal)
            .Select(name => new SelectListItem(name, name))];
        if (EmptyText is not null)
            items.Insert(0, new SelectListItem(EmptyText, string.Empty));
        else if (items.Count == 0)
            items.Add(new SelectListItem(NoneText, ConnectionNames.Default));
        return new(items);
    }
}

/// <summary>Lists the connections to transcribe.so in the designer.</summary>
[OffersConnections(ConnectionTypes.Transcribe)]
public sealed class TranscribeConnectionOptionsProvider(IConnectionNames names) : ConnectionOptionsProvider(names);

/// <summary>Lists the connections to transcribe.so in the designer, and the one that submitted the job.</summary>
[OffersConnections(ConnectionTypes.Transcribe, MayBeEmpty = true)]
public sealed class JobConnectionOptionsProvider(IConnectionNames names) : ConnectionOptionsProvider(names)
{
    private protected override string EmptyText => "(the job's own)";
}

/// <summary>Lists the storages in the designer.</summary>
[OffersConnections(ConnectionTypes.Storage)]
public sealed class StorageConnectionOptionsProvider(IConnectionNames names) : ConnectionOptionsProvider(names);

/// <summary>Lists the connections to Slack in the designer.</summary>
[OffersConnections(ConnectionTypes.Slack)]
public sealed class SlackConnectionOptionsProvider(IConnectionNames names) : ConnectionOptionsProvider(names);

/// <summary>Lists the mail servers in the designer.</summary>
[OffersConnections(ConnectionTypes.Smtp)]
public sealed class SmtpConnectionOptionsProvider(IConnectionNames names) : ConnectionOptionsProvider(names);

/// <summary>Lists the receivers of webhooks in the designer.</summary>
[OffersConnections(ConnectionTypes.Webhook)]
public sealed class WebhookConnectionOptionsProvider(IConnectionNames names) : ConnectionOptionsProvider(names);

/// <summary>Lists the HTTP APIs in the designer.</summary>
[OffersConnections(ConnectionTypes.Http)]
public sealed class HttpConnectionOptionsProvider(IConnectionNames names) : ConnectionOptionsProvider(names);
